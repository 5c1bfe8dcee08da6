import type { SpanContext } from "@opentelemetry/api";
import { performance } from "node:perf_hooks";
import type { Telemetry } from "./telemetry.ts";

type Api = typeof import("@opentelemetry/api");

const traceparentOf = (context: SpanContext): string =>
  `00-${context.traceId}-${context.spanId}-${context.traceFlags.toString(16).padStart(2, "0")}`;

/** Spans and metrics through the OpenTelemetry API, which does nothing until the host installs an SDK. */
export const createOtelTelemetry = (api: Api): Telemetry => {
  const tracer = api.trace.getTracer("@probity/sdk");
  const meter = api.metrics.getMeter("@probity/sdk");
  const emitted = meter.createCounter("probity.emit.events", {
    description: "Events emitted, by where they were kept",
  });
  const decided = meter.createCounter("probity.precheck.decisions", { description: "Pre-checks answered" });
  const duration = meter.createHistogram("probity.precheck.duration", { unit: "ms" });
  return {
    emit: (type) => {
      const span = tracer.startSpan(`probity.emit ${type}`, {
        kind: api.SpanKind.PRODUCER,
        attributes: { "cloudevents.event_type": type },
      });
      const context = span.spanContext();
      return {
        traceparent: api.isSpanContextValid(context) ? traceparentOf(context) : undefined,
        end: (stored) => {
          if (stored !== "disk")
            span.setStatus({ code: api.SpanStatusCode.ERROR, message: `stored in ${stored}` });
          span.end();
          emitted.add(1, { "cloudevents.event_type": type, "probity.stored": stored });
        },
      };
    },
    precheck: (type) => {
      const span = tracer.startSpan(`probity.precheck ${type}`, {
        attributes: { "cloudevents.event_type": type },
      });
      const start = performance.now();
      return {
        end: ({ outcome, degraded, source, bundleVersion }) => {
          const attributes = {
            "cloudevents.event_type": type,
            "probity.outcome": outcome,
            "probity.degraded": degraded,
            "probity.source": source,
          };
          span.setAttributes({ ...attributes, "probity.bundle_version": bundleVersion });
          span.end();
          decided.add(1, attributes);
          duration.record(performance.now() - start, attributes);
        },
      };
    },
  };
};

/** Loads the optional peer; undefined when the host does not have it. */
export const loadOtelTelemetry = async (): Promise<Telemetry | undefined> => {
  try {
    return createOtelTelemetry(await import("@opentelemetry/api"));
  } catch {
    return undefined;
  }
};
