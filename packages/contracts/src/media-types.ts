/** Media types of `POST /v1/events` (CloudEvents 1.0 HTTP binding). */
export const mediaTypes = {
  event: "application/cloudevents+json",
  batch: "application/cloudevents-batch+json",
  problem: "application/problem+json",
  bundle: "application/vnd.probity.bundle+json",
} as const;
