"""The live room: hints, hubs, sockets and catching up."""
