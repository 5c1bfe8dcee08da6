import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../../api/queries.ts";
import { Button } from "../../../ui/button.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import { EventTable } from "../../model/event-table.tsx";
import type { Version } from "../../model/version.ts";
import styles from "./pipeline.module.css";

interface Props {
  readonly version: Version;
  readonly proof: string | undefined;
  readonly rule: string;
}

/** What stays out at a stage, and what hits, in the order of the stages. */
const results = ["notApplicable", "indeterminate", "clear", "hit"] as const;

/** Up to five events of each result of the backtest. Who looks at them says why, so nobody does by accident. */
export function Samples({ version: { id, version }, proof, rule }: Props): ReactElement {
  const { t } = useTranslation("factory");
  const [isWanted, setWanted] = useState(false);
  const params = { id, version, proof: proof ?? "" };
  const samples = useQuery({
    ...reading("/ops/models/{id}/{version}/proofs/{proof}/samples", { params, query: { rule } }),
    enabled: isWanted && proof !== undefined,
  });
  if (!isWanted)
    return (
      <div>
        <Button size="small" icon="list" onClick={() => setWanted(true)}>
          {t("pipeline.showSamples")}
        </Button>
      </div>
    );
  if (samples.error !== null) return <Problem error={samples.error} onRetry={() => void samples.refetch()} />;
  if (samples.data === undefined) return <Loading />;
  const { samples: found } = samples.data;
  return (
    <div className={styles.samples}>
      {results.map((result) => (
        <EventTable key={result} caption={t(`pipeline.samples.${result}`)} events={found[result]} />
      ))}
    </div>
  );
}
