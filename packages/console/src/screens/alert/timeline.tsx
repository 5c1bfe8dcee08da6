import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { moment, pair } from "../../i18n/format.ts";
import { useNames } from "../../loop/names.ts";
import { useWord } from "../../loop/word.ts";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./alert.module.css";
import type { ShownAlert } from "./shown-alert.ts";

const path = "/console/cases/{id}/timeline";
type Entry = Answer<"get", typeof path>["entries"][number];

interface Line {
  readonly key: string;
  readonly at: string;
  readonly what: string;
  /** Null: the system. */
  readonly by: string | null;
  readonly text?: string | null | undefined;
}

/** What happened to the alert and to its case, the newest first. */
export function Timeline({ shown }: { readonly shown: ShownAlert }): ReactElement {
  const { t } = useTranslation(["alert", "shell"]);
  const mayRead = useMay("case.read");
  const { case: id } = shown;
  const { data, error, refetch } = useQuery({
    ...reading(path, { params: { id: id ?? "" }, query: { limit: 100 } }),
    enabled: id !== null && mayRead,
  });
  const word = useWord();
  const { person } = useNames();
  const lines = [
    ...ownLines(t, shown),
    ...(data?.entries.map((entry) => lineOf(t, entry, word("happenings", entry.name))) ?? []),
  ].toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <Section title={t("timeline.title")}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {/* It scrolls by itself, with the keyboard as well. */}
      <div className={styles.timeline} role="group" aria-label={t("timeline.title")} tabIndex={0}>
        <ol>
          {lines.map(({ key, at, what, by, text }) => (
            <li key={key}>
              <time dateTime={at}>{moment(at)}</time>
              <span>
                {what}
                <span className={styles.soft}> · {by === null ? t("timeline.server") : person(by)}</span>
              </span>
              {typeof text === "string" && text !== "" && <p>{text}</p>}
            </li>
          ))}
        </ol>
      </div>
    </Section>
  );
}

type Words = TFunction<["alert", "shell"]>;

function ownLines(t: Words, { openedAt, findings, labels }: ShownAlert): readonly Line[] {
  return [
    { key: "raised", at: openedAt, what: t("timeline.raised"), by: null },
    ...findings.map(({ position, eventId, time }) => ({
      key: `event ${position}`,
      at: time,
      what: t("timeline.event", { id: eventId }),
      by: null,
    })),
    ...labels.map(({ label, reason, note, by, at }) => ({
      key: `label ${at}`,
      at,
      what: t("timeline.label", { label: t(`labels.${label}`) }),
      by,
      text: reason === null ? note : wordsOf(t(`shell:words.reasons.${reason}`), note),
    })),
  ];
}

const wordsOf = (reason: string, note: string | null): string =>
  note === null ? reason : pair(reason, note);

/** Steps have words of their own here; whatever else happens to a case is called as it is there. */
function lineOf(t: Words, { case: of, n, name, at, by, text }: Entry, happening: string): Line {
  const names: Readonly<Record<string, string>> = t("timeline.step", { returnObjects: true });
  return {
    key: `${of} ${n}`,
    at,
    what: names[name] ?? happening,
    by,
    text,
  };
}
