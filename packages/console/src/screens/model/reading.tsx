import { type Locale, ProbityError, type Rule } from "@probity/contracts";
import { deadlineReadingOf, featureReadingOf, readingOf } from "@probity/engine/author";
import { type ReactElement, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { language as spoken } from "../../i18n/i18n.ts";
import styles from "./model.module.css";
import type { Language } from "./version.ts";

interface Line {
  readonly field: string;
  readonly text: string;
}

/** A rule's expressions in plain words, made from what is checked and run. Of one that does not compile the error says where. */
function linesOf(rule: Rule, { environmentOf }: Language, own: Locale): readonly Line[] | ProbityError {
  try {
    const readings = [
      ...readingOf(rule, environmentOf),
      ...featureReadingOf(rule, environmentOf),
      ...deadlineReadingOf(rule, environmentOf),
    ];
    return readings.map(({ field, text }) => ({ field, text: text[own] }));
  } catch (error) {
    if (error instanceof ProbityError) return error;
    throw error;
  }
}

/** The same as a list, the condition first. */
export function Reading({
  rule,
  language,
  locale = spoken(),
}: {
  readonly rule: Rule;
  readonly language: Language;
  /** In which language the rule is read aloud. @default that of the screen */
  readonly locale?: Locale;
}): ReactElement {
  const { t } = useTranslation("model");
  const lines = useMemo(() => linesOf(rule, language, locale), [rule, language, locale]);
  if (lines instanceof ProbityError)
    return (
      <p className={styles.broken} role="alert">
        {t("reading.broken")} <span lang="en">{lines.message}</span>
      </p>
    );
  const named = (field: string): string => {
    if (field === "applies" || field === "when") return t(`reading.${field}`);
    if (field.startsWith("evidence.")) return t("reading.evidence", { name: field.slice(9) });
    if (field.startsWith("features.")) return t("reading.feature", { name: field.slice(9) });
    return t("reading.deadline");
  };
  return (
    <dl className={styles.reading}>
      {lines.map(({ field, text }) => (
        <div key={field}>
          <dt>{named(field)}</dt>
          <dd lang={locale}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
