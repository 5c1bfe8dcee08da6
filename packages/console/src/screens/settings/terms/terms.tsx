import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMay } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import { Button } from "../../../ui/button.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Section } from "../../../ui/page.tsx";
import { Problem } from "../../../ui/problem.tsx";
import { Loading } from "../../../ui/state.tsx";
import styles from "../settings.module.css";
import { stages } from "./stages.ts";
import { TermsForm } from "./terms-form.tsx";
import { useScopeName } from "./use-scope-name.ts";

const path = "/console/escalation-terms";
/** Everything that is set. */
export type AllTerms = Answer<"get", typeof path>;
/** The terms of one scope. */
export type ScopeTerms = AllTerms["terms"][number];

interface Row {
  readonly scope: string;
  readonly terms: ScopeTerms["terms"];
  /** Undefined: as it was brought. */
  readonly stored?: ScopeTerms;
}

/** Working days of each state and level (CA-2): as they are brought, and what is otherwise for whom. */
export function Terms(): ReactElement {
  const { t } = useTranslation("settings");
  const mayWrite = useMay("escalation.configure");
  const [editing, setEditing] = useState<{ readonly before?: ScopeTerms | undefined }>();
  const { data, error, refetch } = useQuery(reading(path));
  return (
    <Section title={t("tabs.terms")}>
      <div className={styles.stack}>
        <p className={styles.soft}>{t("terms.hint")}</p>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && (
          <>
            <Table all={data} onEdit={mayWrite ? (before) => setEditing({ before }) : undefined} />
            {mayWrite && (
              <div>
                <Button icon="plus" onClick={() => setEditing({})}>
                  {t("terms.add")}
                </Button>
              </div>
            )}
            {editing !== undefined && (
              <TermsForm all={data} before={editing.before} onClose={() => setEditing(undefined)} />
            )}
          </>
        )}
      </div>
    </Section>
  );
}

function Table({
  all,
  onEdit,
}: {
  readonly all: AllTerms;
  readonly onEdit: ((before: ScopeTerms) => void) | undefined;
}): ReactElement {
  const { t } = useTranslation("settings");
  const scopeName = useScopeName();
  const rows: readonly Row[] = [
    { scope: "preset", terms: all.preset },
    ...all.terms.map((stored) => ({ scope: stored.scope, terms: stored.terms, stored })),
  ];
  return (
    <DataTable
      label={t("tabs.terms")}
      rows={rows}
      keyOf={({ scope }) => scope}
      columns={[
        {
          title: t("terms.scope"),
          kind: "wide",
          show: ({ scope, stored }) => (stored === undefined ? t("terms.preset") : scopeName(scope)),
        },
        ...stages.map((stage) => ({
          title: t(`stages.${stage}`),
          kind: "end" as const,
          show: ({ terms }: Row) => terms.stages?.[stage] ?? "—",
        })),
        { title: t("terms.levelDays"), kind: "end", show: ({ terms }) => terms.levelDays ?? "—" },
        { title: t("terms.warnDays"), kind: "end", show: ({ terms }) => terms.warnDays ?? "—" },
        { title: t("calendars.calendar"), show: ({ terms }) => terms.calendar ?? "—" },
        {
          title: t("changed"),
          show: ({ stored }) => stored && `${stored.changedBy} ${moment(stored.changedAt)}`,
        },
        {
          title: t("act"),
          show: ({ stored }) =>
            stored !== undefined &&
            onEdit !== undefined && (
              <Button
                size="small"
                aria-label={t("terms.changeOf", { scope: scopeName(stored.scope) })}
                onClick={() => onEdit(stored)}
              >
                {t("change")}
              </Button>
            ),
        },
      ]}
    />
  );
}
