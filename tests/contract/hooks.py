"""Checks of the edge that schemathesis does not have: whose fault an answer is."""

from uuid import uuid4

import schemathesis
from schemathesis.generation import GenerationMode


def source(response):
    return response.headers.get("x-edge-source", [""])[0]


def is_valid(case):
    return case.meta is not None and case.meta.generation.mode == GenerationMode.POSITIVE


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """A key is for one request: each valid request that has one gets one of its own."""
    if is_valid(case) and "Idempotency-Key" in (case.headers or {}):
        case.headers["Idempotency-Key"] = str(uuid4())


@schemathesis.check
def edge_refuses_nothing_valid(ctx, response, case):
    """What the document allows is never refused by the edge itself."""
    if not is_valid(case):
        return
    # A sequence of requests puts the id of one thing into the path of another.
    scope = [case.path_parameters.get(name, "1") for name in ("accountId", "envId")]
    if not all(str(number).isdigit() for number in scope):
        return
    # No run has an id that is made up; the edge keeps the runs, so it is the edge that says so.
    if "runId" in case.path_parameters:
        return
    # A plan that is sent along has to be the one that the edge would make now.
    if response.status_code == 409 and '"PlanChanged"' in response.text:
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
