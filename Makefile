# Other names for script/*, for fingers that type `make`.
.PHONY: setup server test check lock
setup server test check lock:
	@script/$@
