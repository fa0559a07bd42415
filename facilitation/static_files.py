"""Static files under hashed names, so that a deploy never mixes an old script with a new page."""

from typing import ClassVar

from whitenoise.storage import CompressedManifestStaticFilesStorage

# `support_js_module_import_aggregation` would read every script, and trip over the examples in the
# comments of htmx's extensions; only our own modules, in js/, import each other.
_, MODULE_IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns  # noqa: SLF001


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, which also rewrites the `import` lines of our ES modules."""

    patterns: ClassVar = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", MODULE_IMPORTS),
    )
