/**
 * Media types of `POST /v1/events` (CloudEvents 1.0 HTTP binding, and `stream`: records of header, salt and payload, three
 * lines each) and of answers.
 */
export const mediaTypes = {
  event: "application/cloudevents+json",
  batch: "application/cloudevents-batch+json",
  stream: "application/vnd.probity.stream",
  problem: "application/problem+json",
  bundle: "application/vnd.probity.bundle+json",
} as const;
