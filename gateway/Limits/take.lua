-- Takes one request of each limit in KEYS, in this order and all at once; where one refuses, those after it are only read.
-- ARGV holds four numbers a limit: microseconds until a request is earned, burst, requests a day, requests owed from an outage.
-- Answers the seconds left of the UTC day, then four numbers a limit: outcome, left at once, microseconds to reset, left today.
local time = redis.call('TIME')
local seconds = tonumber(time[1])
-- Counted from 2026, since a double holds fractions of microseconds only of numbers of that size.
local now = (seconds - 1767225600) * 1000000 + tonumber(time[2])
local day = math.floor(seconds / 86400)
local dayEndsIn = (day + 1) * 86400 - seconds
local answer = { dayEndsIn }
local open = true
for i, key in ipairs(KEYS) do
  local interval, burst = tonumber(ARGV[4 * i - 3]), tonumber(ARGV[4 * i - 2])
  local perDay, owed = tonumber(ARGV[4 * i - 1]), tonumber(ARGV[4 * i])
  local kept = redis.call('HMGET', key, 'earned', 'day', 'used')
  local from = math.max(tonumber(kept[1]) or 0, now)
  local used = owed
  if tonumber(kept[2]) == day then
    used = used + (tonumber(kept[3]) or 0)
  end
  local wait = from + interval - now - burst * interval
  local outcome = 0
  if used >= perDay then
    outcome = 2
  elseif wait > interval * 0.000001 then
    outcome = 1
  end
  if open and outcome == 0 then
    from = from + interval
    used = used + 1
  end
  local behind = from - now
  if owed > 0 or (open and outcome == 0) then
    redis.call('HSET', key, 'earned', string.format('%.4f', from), 'day', day, 'used', string.format('%d', used))
    redis.call('EXPIRE', key, math.ceil(math.max(dayEndsIn, behind / 1000000)) + 60)
  end
  open = open and outcome == 0
  answer[4 * i - 2] = outcome
  answer[4 * i - 1] = math.max(0, math.floor(burst - behind / interval + 0.000001))
  answer[4 * i] = math.ceil(outcome == 1 and wait or behind)
  answer[4 * i + 1] = math.max(0, perDay - used)
end
return answer
