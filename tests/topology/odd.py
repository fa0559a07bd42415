"""Words for random requests that no real client sends."""

from hypothesis import strategies as st

from tests.visitors import CSRF_TOKEN

FOREIGN = ["utf-16", "utf-7", "idna", "zlib_codec", "punycode", "latin-1", "undefined", "nope", ""]
FORM = "application/x-www-form-urlencoded"

signs = st.text(st.characters(codec="latin1", exclude_characters="\r\n"), max_size=30)
charsets = st.sampled_from([*FOREIGN, "utf-8"]) | signs
part_headers = st.builds(
    "Content-Disposition: form-data; name{0}{1}\r\n{2}{3}\r\n".format,
    st.sampled_from(['="code"', "*=utf-16''%41", "*=zlib_codec''a", "=", '="\0"', "*0*=x''%zz"]),
    st.sampled_from(["", '; filename="a.txt"', "; filename*=idna''%ff%fe", '; filename="../.."']),
    st.sampled_from(
        [
            "",
            "Content-Type: text/plain; charset=utf-16\r\n",
            "Content-Transfer-Encoding: base64\r\n",
        ]
    ),
    signs,
)
parts = st.builds(
    lambda boundary, head, words, end: (
        f"--{boundary}\r\n".encode("latin1", "replace")
        + head.encode("latin1", "replace")
        + b"\r\n"
        + words
        + f"\r\n--{boundary}{end}".encode("latin1", "replace")
    ),
    st.sampled_from(["b", "", "é", "b" * 80]),
    part_headers,
    st.binary(max_size=60),
    st.sampled_from(["--\r\n", "", "--"]),
)
content_types = (
    st.builds("multipart/form-data; boundary={0}; charset={1}".format, signs, charsets)
    | st.just("multipart/form-data; boundary=b")
    | st.builds("application/x-www-form-urlencoded; charset={0}".format, charsets)
    | st.just(FORM)
    | signs
)
queries = st.text("%09afz=&+;[]é", max_size=20)
PATHS = [
    "/",
    "/connexion/",
    "/connexion/lien/MQ/x/",
    "/seances/",
    "/robots.txt",
    "/referentiel/",
    "/s/{code}/",
    "/s/{code}/rejoindre/",
    "/s/{code}/suite/",
    "/s/{code}/qr.svg",
    "/s/{code}/balises/",
    "/s/{code}/cartes/",
    "/s/{code}/exports/json",
    "/admin/",
    "/admin/ateliers/facilitator/",
    "/nulle-part",
]


METHODS = ["GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"]

headers = st.fixed_dictionaries(
    {"X-CSRFToken": st.just(CSRF_TOKEN)},
    optional={
        "Accept-Language": signs,
        "HX-Request": st.just("true"),
        "Accept": signs,
        "Host": st.sampled_from(["", "ailleurs", "[::1", "a:b", "\xff", "127.0.0.1:99999999"]),
        "If-Modified-Since": signs,
        "X-Forwarded-Proto": signs,
        "Origin": signs,
        "Range": signs,
    },
)
bodies = parts | st.binary(max_size=60) | queries.map(str.encode)
