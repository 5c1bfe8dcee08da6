import { awardData, awardType } from "../../support/events.ts";
import type { Contender } from "../contender.ts";

/** OpenTelemetry logs over OTLP/HTTP, with their defaults. */
export const otel: Contender = {
  name: "OpenTelemetry logs",
  imports: ["@opentelemetry/sdk-logs", "@opentelemetry/exporter-logs-otlp-http"],
  open: async ({ url }) => {
    const { BatchLogRecordProcessor, LoggerProvider } = await import("@opentelemetry/sdk-logs");
    const { OTLPLogExporter } = await import("@opentelemetry/exporter-logs-otlp-http");
    const exporter = new OTLPLogExporter({ url: `${url}/v1/logs` });
    const provider = new LoggerProvider({ processors: [new BatchLogRecordProcessor({ exporter })] });
    const logger = provider.getLogger("bench");
    return {
      emit: (nth) => logger.emit({ body: awardType, attributes: awardData(String(nth)) }),
    };
  },
};
