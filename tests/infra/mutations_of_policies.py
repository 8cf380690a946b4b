"""Mistakes in the gateway's policies, as `mutations.py` has them for the resources."""

from __future__ import annotations

from tests.infra.mutations import Mistake

IN_POLICIES = (
    Mistake("policy misspelt", "api.xml", "validate-jwt token-value", "validate-jwtt token-value", "mismatch"),
    Mistake(
        "no such policy",
        "static.xml",
        '<set-header name="Cookie" exists-action="delete" />',
        '<delete-header name="Cookie" />',
        "delete-header",
    ),
    Mistake("no such attribute", "global.xml", "follow-redirects=", "follow-redirect=", "follow-redirect"),
    Mistake("undefined name", "api.xml", "{{functions-url}}", "{{function-url}}", "function-url"),
    Mistake(
        "expression that does not compile",
        "api.xml",
        "context.Request.OriginalUrl.Path",
        "context.Request.OriginalUrl.Pfad",
        "Pfad",
    ),
    Mistake("fragment that is nowhere", "global.xml", 'fragment-id="problem"', 'fragment-id="problems"', "problems"),
)
"""Caught by the schemas or the runner's check."""

IN_BEHAVIOUR = (
    Mistake(
        "any path anonymous",
        "api.xml",
        "}.Contains(context.Request.Method + &quot; &quot; + context.Request.OriginalUrl.Path))",
        "}.Length &gt; 0)",
        "a session is demanded",
    ),
    Mistake("the Domain stays", "api.xml", r";\s*domain=[^;]*", r";\s*domian=[^;]*", "no Domain in a cookie"),
    Mistake(
        "no identity",
        "api.xml",
        '<authentication-managed-identity resource="{{functions-audience}}" client-id="{{gateway-client-id}}" />',
        "",
        "the gateway's identity",
    ),
    Mistake("a size of megabytes", "api.xml", "266240", "26624000", "a large body is refused"),
    Mistake("files no larger than answers", "api.xml", "8392704", "266240", "a file passes"),
    Mistake("files of any size", "api.xml", "8392704", "83927040", "a large file is refused"),
    Mistake(
        "a claim gets through",
        "global.xml",
        "X-(?:MS|ARR|",
        "X-(?:ARR|",
        "nobody claims to be the platform",
    ),
    Mistake("a comma is a border", "api.xml", "line.Split(';')", "line.Split(';', ',')", "nobody plants a session"),
    Mistake("every space is a border", "api.xml", r"part.Trim(' ', '\t')", "part.Trim()", "nobody plants a session"),
    Mistake("dots in an address", "global.xml", r"(?:/(?!\.)(?:[A", "(?:/(?:[A", "no dots in an address"),
    Mistake(
        "one counter for all", "api.xml", "&quot;sign-in &quot;", "&quot;probes &quot;", "probes have their own counter"
    ),
    Mistake(
        "a missing chunk is kept", "global.xml", "context.Response.StatusCode &gt;= 400", "false", "a miss is not kept"
    ),
)
"""Found by running the policies; `told` is the expectation in `test_mutations.py` that fails."""
