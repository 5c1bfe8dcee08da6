import * as api from "@opentelemetry/api";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createOtelTelemetry } from "../src/telemetry/otel.ts";
import { award, openClient } from "./support/client.ts";
import { startReceiver } from "./support/server.ts";

afterEach(() => {
  api.trace.disable();
  api.metrics.disable();
});

interface Recorded {
  readonly name: string;
  readonly attributes: api.Attributes;
  ended: boolean;
}

/** The least OpenTelemetry SDK that shows what the API was told. */
const installSdk = (): { spans: Recorded[]; counts: Map<string, api.Attributes[]> } => {
  const spans: Recorded[] = [];
  const counts = new Map<string, api.Attributes[]>();
  const count = (name: string) => ({
    add: (_: number, attributes: api.Attributes = {}) => {
      counts.set(name, [...(counts.get(name) ?? []), attributes]);
    },
    record: (_: number, attributes: api.Attributes = {}) => {
      counts.set(name, [...(counts.get(name) ?? []), attributes]);
    },
  });
  const startSpan = (name: string, options: api.SpanOptions = {}): api.Span => {
    const recorded: Recorded = { name, attributes: { ...options.attributes }, ended: false };
    spans.push(recorded);
    const span = api.trace.wrapSpanContext({
      traceId: "0123456789abcdef0123456789abcdef",
      spanId: "0123456789abcdef",
      traceFlags: api.TraceFlags.SAMPLED,
    });
    span.setAttributes = (attributes) => {
      Object.assign(recorded.attributes, attributes);
      return span;
    };
    span.end = () => {
      recorded.ended = true;
    };
    return span;
  };
  const tracer = { startSpan, startActiveSpan: () => undefined };
  const meter = { createCounter: count, createHistogram: count };
  // Only the parts that the SDK uses exist.
  api.trace.setGlobalTracerProvider({ getTracer: () => tracer });
  api.metrics.setGlobalMeterProvider({ getMeter: () => meter as unknown as api.Meter });
  return { spans, counts };
};

describe("DE-8: the OpenTelemetry API alone, as an optional peer", () => {
  test("without an SDK nothing is traced and no trace context is invented", () => {
    const span = createOtelTelemetry(api).emit("contract.signed");
    expect(span.traceparent).toBeUndefined();
    span.end("disk");
  });

  test("with one, emit and pre-check give spans, metrics and the event's traceparent", () => {
    const { spans, counts } = installSdk();
    const telemetry = createOtelTelemetry(api);

    const emitted = telemetry.emit("contract.signed");
    emitted.end("memory");
    const decided = telemetry.precheck("contract.signed");
    decided.end({ outcome: "warn", degraded: true, source: "local", bundleVersion: 3 } as never);

    expect(emitted.traceparent).toBe("00-0123456789abcdef0123456789abcdef-0123456789abcdef-01");
    expect(spans).toMatchObject([
      { name: "probity.emit contract.signed", ended: true },
      {
        name: "probity.precheck contract.signed",
        ended: true,
        attributes: { "probity.outcome": "warn", "probity.degraded": true, "probity.bundle_version": 3 },
      },
    ]);
    expect(counts.get("probity.emit.events")).toMatchObject([{ "probity.stored": "memory" }]);
    expect(counts.get("probity.precheck.decisions")).toMatchObject([{ "probity.outcome": "warn" }]);
    expect(counts.get("probity.precheck.duration")).toHaveLength(1);
  });

  test("a client finds the API by itself", async () => {
    installSdk();
    const receiver = await startReceiver();
    const client = openClient(receiver.endpoint, { telemetry: true });
    const traced = async (): Promise<void> => {
      client.emit("procurement.award.decided", award("o1"));
      await client.flush();
      const found = [...receiver.events.values()].filter(({ traceparent }) => traceparent !== undefined);
      expect(found.length).toBeGreaterThan(0);
    };
    await vi.waitFor(traced, { timeout: 10_000 });
  });
});
