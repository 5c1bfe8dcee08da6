import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { pair } from "../../i18n/format.ts";
import { Button } from "../../ui/button.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import type { Backtest, Hits } from "./backtest-result.tsx";
import { EventTable } from "./event-table.tsx";
import styles from "./model.module.css";
import type { VersionName } from "./version.ts";

/** What the events behind the hits of a backtest are read by. */
export interface HitsProps extends Pick<Backtest, "rules"> {
  readonly version: VersionName;
  readonly proof: string;
}

/** What differs from the version in force is looked at first. */
const comparisons = ["new", "lost", "kept"] as const satisfies readonly (keyof Hits)[];

interface Choice {
  readonly rule: string;
  readonly comparison: keyof Hits;
}

/** Opens the events behind new, lost and kept hits, rule by rule. Who opens them says why. */
export function BacktestHits({ version, proof, rules }: HitsProps): ReactElement | null {
  const { t } = useTranslation("model");
  const [open, setOpen] = useState<Choice>();
  const choices = rules.flatMap(({ rule, examples }) =>
    comparisons.filter((one) => examples[one].length > 0).map((comparison): Choice => ({ rule, comparison })),
  );
  if (choices.length === 0) return null;
  return (
    <div className={styles.hits}>
      <div className={styles.acts}>
        {choices.map((choice) => {
          const { rule, comparison } = choice;
          const isOpen = open?.rule === rule && open.comparison === comparison;
          return (
            <Button
              key={`${rule} ${comparison}`}
              size="small"
              icon="list"
              aria-expanded={isOpen}
              onClick={() => setOpen(isOpen ? undefined : choice)}
            >
              {pair(t(`backtest.open.${comparison}`), rule)}
            </Button>
          );
        })}
      </div>
      {open !== undefined && <Events version={version} proof={proof} choice={open} />}
    </div>
  );
}

interface EventsProps extends Pick<HitsProps, "version" | "proof"> {
  readonly choice: Choice;
}

function Events({ version: { id, version }, proof, choice }: EventsProps): ReactElement {
  const { t } = useTranslation("model");
  const { rule, comparison } = choice;
  const found = useQuery(
    reading("/ops/models/{id}/{version}/proofs/{proof}/hits", {
      params: { id, version, proof },
      query: { rule, comparison },
    }),
  );
  if (found.error !== null) return <Problem error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Loading />;
  return <EventTable caption={t(`backtest.opened.${comparison}`, { rule })} events={found.data.events} />;
}
