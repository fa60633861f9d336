"""Checks of the edge that schemathesis does not have: whose fault an answer is."""

import schemathesis
from schemathesis.generation import GenerationMode


def source(response):
    return response.headers.get("x-edge-source", [""])[0]


@schemathesis.check
def edge_refuses_nothing_valid(ctx, response, case):
    """What the document allows is never refused by the edge itself."""
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    # A sequence of requests puts the id of one thing into the path of another.
    scope = [case.path_parameters.get(name, "1") for name in ("accountId", "envId")]
    if not all(str(number).isdigit() for number in scope):
        return
    refused = 400 <= response.status_code < 500
    assert not (refused and source(response) == "edge"), (
        f"the edge refuses a valid request: {response.text}"
    )


@schemathesis.check
def edge_does_not_fail(ctx, response, case):
    """A 5xx is never the edge's own while Scalr answers."""
    assert not (response.status_code >= 500 and source(response) == "edge"), (
        f"the edge fails: {response.text}"
    )


@schemathesis.check
def every_answer_says_who_made_it_and_is_named(ctx, response, case):
    """Also the answers of undocumented methods carry the headers of the contract."""
    assert source(response) in ("edge", "upstream")
    assert response.headers.get("x-request-id")
    assert response.headers.get("server-timing")
    assert response.headers.get("content-security-policy")
