import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { moment } from "../../i18n/format.ts";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading, State } from "../../ui/state.tsx";
import { BacktestResult } from "./backtest-result.tsx";
import { CheckResult } from "./check-result.tsx";
import styles from "./model.module.css";
import { Shadow } from "./shadow.tsx";
import type { Version } from "./version.ts";

interface Props {
  readonly version: Version;
  readonly proof: string | undefined;
}

/** Results of a version, the newest first; one of them open (ML-2). */
export function Results({ version, proof }: Props): ReactElement {
  const { t } = useTranslation("model");
  const { id, version: number } = version;
  const list = useQuery(reading("/ops/models/{id}/{version}/proofs", { params: { id, version: number } }));
  if (list.error !== null) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data === undefined) return <Loading />;
  const { proofs } = list.data;
  const open = proof ?? proofs[0]?.id;
  return (
    <>
      {version.state !== "draft" && <Shadow version={version} />}
      {proofs.length === 0 ? (
        <State icon="check" title={t("results.none")} text={t("results.noneText")} />
      ) : (
        <Section title={t("results.title")}>
          <ul className={styles.list}>
            {proofs.map((one) => (
              <li key={one.id}>
                <Link
                  to="/models/$id/$version"
                  params={version}
                  search={(before: object) => ({ ...before, tab: "results" as const, proof: one.id })}
                  aria-current={one.id === open ? "true" : undefined}
                >
                  {t(`kinds.${one.kind}`)}
                </Link>
                <span className={one.ok ? styles.good : styles.bad}>
                  {t(one.ok ? "results.passed" : "results.failed")}
                </span>
                <span>{t("results.by", { person: one.by, at: moment(one.at) })}</span>
                {one.digest !== version.digest && <span className={styles.soft}>{t("results.other")}</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {open !== undefined && <Proof version={version} id={open} />}
    </>
  );
}

/** One result whole. */
export function Proof({
  version,
  id: proof,
}: {
  readonly version: Pick<Version, "id" | "version">;
  readonly id: string;
}): ReactElement | null {
  const found = useQuery(
    reading("/ops/models/{id}/{version}/proofs/{proof}", {
      params: { id: version.id, version: version.version, proof },
    }),
  );
  if (found.error !== null) return <Problem error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Loading />;
  const { kind, result } = found.data;
  if (kind === "check") return <CheckResult result={result} />;
  return kind === "backtest" ? <BacktestResult version={version} proof={proof} result={result} /> : null;
}
