-- The load for wrk: one create after another, over connections that stay open.
--
-- From the environment, where other users cannot read it:
--   BENCH_BODY         body of the create
--   BENCH_TOKEN        token of Cloudflare Access; none where it is not set
--   BENCH_IDEMPOTENCY  beginning of the Idempotency-Key, which is another one in each request; none
--                      where it is not set
-- Prints one line of JSON at the end. For one thread: each would count its own requests.

wrk.method = "POST"
wrk.body = os.getenv("BENCH_BODY")
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Cf-Access-Jwt-Assertion"] = os.getenv("BENCH_TOKEN")

local prefix = os.getenv("BENCH_IDEMPOTENCY")
if prefix then
  local sent = 0
  request = function()
    sent = sent + 1
    wrk.headers["Idempotency-Key"] = prefix .. sent
    return wrk.format()
  end
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"failed":%d,"p50":%d,"p99":%d}\n',
    summary.requests,
    summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50),
    latency:percentile(99)
  ))
end
