import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import styles from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { StateMark, toneOfState } from "../../loop/state-mark.tsx";
import { useWord } from "../../loop/word.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { colourOfLevel, Lamp } from "../../ui/lamp.tsx";

/** A case in the list. */
export type ListedCase = Answer<"get", "/console/cases">["cases"][number];

interface Props {
  readonly cases: readonly ListedCase[];
  /** Cases that were taken out of a choice; without it nothing is chosen. */
  readonly except?: ReadonlySet<string>;
  readonly onExcept?: (id: string) => void;
}

/** The side that somebody works on, or the first one. */
const main = ({ tracks }: ListedCase): ListedCase["tracks"][number] | undefined =>
  tracks.find(({ handler }) => handler !== null) ?? tracks[0];

/** The rows of the list. */
export function CaseTable({ cases, except, onExcept }: Props): ReactElement {
  const { t } = useTranslation("cases");
  const word = useWord();
  const names = useNames();
  return (
    <DataTable
      label={t("title")}
      rows={cases}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("name"),
          kind: "wide",
          show: ({ id, title }) => (
            <>
              {except !== undefined && (
                <>
                  <input
                    type="checkbox"
                    aria-label={`${t("choose")} ${id}`}
                    checked={!except.has(id)}
                    onChange={() => onExcept?.(id)}
                  />{" "}
                </>
              )}
              <Link to="/cases/$id" params={{ id }} data-row>
                {title?.[language()] ?? id}
              </Link>{" "}
              <span className={styles.number}>{id}</span>
            </>
          ),
        },
        {
          title: t("level"),
          show: ({ level }) => <Lamp colour={colourOfLevel(level)} text={word("levels", String(level))} />,
        },
        {
          title: t("state"),
          show: ({ tracks }) => (
            <span className={styles.chips}>
              {tracks.map(({ track, state }) => (
                <StateMark
                  key={track}
                  tone={toneOfState(state)}
                  text={`${word("tracks", track)} · ${word("states", state)}`}
                />
              ))}
            </span>
          ),
        },
        { title: t("unit"), show: (row) => names.unit(main(row)?.unit ?? row.unit) },
        { title: t("handler"), show: (row) => names.person(main(row)?.handler ?? null) },
        { title: t("due"), show: (row) => <Due at={main(row)?.dueAt ?? null} isOpen={row.open} /> },
        { title: t("alerts"), kind: "end", show: ({ alerts }) => alerts },
        { title: t("opened"), show: ({ openedAt }) => moment(openedAt) },
      ]}
    />
  );
}

function Due({ at, isOpen }: { readonly at: string | null; readonly isOpen: boolean }): ReactElement {
  const { t } = useTranslation("cases");
  if (at === null) return <>{t("noDue")}</>;
  const isLate = isOpen && Date.parse(at) < Date.now();
  return isLate ? <Lamp colour="red" text={`${moment(at)} ${t("overdue")}`} /> : <>{moment(at)}</>;
}
