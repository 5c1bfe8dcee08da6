import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { count, moment } from "../../i18n/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { Lamp } from "../../ui/lamp.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./audit.module.css";
import { ChainCheck } from "./chain-check.tsx";

type Status = Answer<"get", "/ops/log">;

/** How the log stands, who vouches for it, and the check of it. */
export function LogState(): ReactElement {
  const { t } = useTranslation("audit");
  const { data, error, refetch } = useQuery({ ...reading("/ops/log"), refetchInterval: 30_000 });
  return (
    <Section title={t("state.title")}>
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && (
          <>
            <FactGrid
              facts={[
                [
                  t("state.takes"),
                  <Lamp
                    key="lamp"
                    colour={data.takesEntries ? "green" : "red"}
                    text={t(data.takesEntries ? "state.takesEntries" : "state.refuses")}
                  />,
                ],
                [t("state.size"), count(data.size)],
                [t("state.origin"), data.origin],
                [t("state.digest"), data.digest],
                [t("state.root"), data.root && <code>{data.root}</code>],
                [t("state.witnessed"), data.witnessed && witnessedOf(data.witnessed)],
              ]}
            />
            {data.refusals.map(({ cause, detail }) => (
              <p key={cause} className={styles.bad} lang="en">
                {cause}: {detail}
              </p>
            ))}
            <ChainCheck origin={data.origin} digest={data.digest} />
            <Witnesses witnesses={data.witnesses} size={data.size} />
          </>
        )}
      </div>
    </Section>
  );
}

const witnessedOf = ({ size, at }: NonNullable<Status["witnessed"]>): string =>
  size === undefined ? moment(at) : `${count(size)} · ${moment(at)}`;

function Witnesses({
  witnesses,
  size,
}: {
  readonly witnesses: Status["witnesses"];
  readonly size: number;
}): ReactElement {
  const { t } = useTranslation("audit");
  if (witnesses === undefined || witnesses.length === 0)
    return <p className={styles.none}>{t("witnesses.none")}</p>;
  return (
    <DataTable
      label={t("witnesses.title")}
      rows={witnesses}
      keyOf={({ name }) => name}
      columns={[
        { title: t("witnesses.title"), kind: "wide", show: ({ name }) => name },
        {
          title: t("witnesses.size"),
          kind: "end",
          show: (one) => (one.size === undefined ? "–" : count(one.size)),
        },
        {
          title: t("witnesses.behind"),
          kind: "end",
          show: (one) => (one.size === undefined ? "–" : count(Math.max(0, size - one.size))),
        },
        {
          title: t("witnesses.last"),
          show: ({ last }) => (
            <Lamp
              colour={last === "cosigned" ? "green" : last === "never" ? "grey" : "red"}
              text={isAnswer(last) ? t(`witnesses.answers.${last}`) : last}
            />
          ),
        },
        { title: t("witnesses.detail"), show: ({ detail }) => <span lang="en">{detail ?? ""}</span> },
      ]}
    />
  );
}

const answers = ["cosigned", "conflict", "fork", "failed", "never"] as const;
const isAnswer = (last: string): last is (typeof answers)[number] => answers.some((one) => one === last);
