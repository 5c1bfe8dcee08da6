import type { Rule } from "@probity/contracts";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { language as spoken } from "../../i18n/i18n.ts";
import { Section } from "../../ui/page.tsx";
import { useValueText } from "../indicators/threshold-text.tsx";
import { type Figures, noFigures, percent } from "../models/figures.ts";
import { Effect } from "./effect.tsx";
import styles from "./model.module.css";
import { Reading } from "./reading.tsx";
import type { Language } from "./version.ts";

interface Props {
  readonly rule: Rule;
  readonly language: Language;
  readonly figures: Figures | undefined;
  readonly cases: number;
}

/** A rule as somebody reads it who decides whether it is right: three elements, plain words, parameters, effects (ML-3). */
export function RuleCard({ rule, language, figures = noFigures, cases }: Props): ReactElement {
  const { t } = useTranslation("model");
  const own = spoken();
  return (
    <Section title={`${rule.id} ${rule.name[own]}`}>
      <p className={styles.line}>
        <span>{t("rule.version", { version: rule.version })}</span>
        <span>{t("rule.level", { level: rule.level })}</span>
        <span>{t(`classes.${rule.class}`)}</span>
        <span>{t(`phases.${rule.phase}`)}</span>
        <span>{t("rule.ceiling", { action: t(`actions.${rule.ceiling}`) })}</span>
        <span>{t("rule.disclosure", { what: t(`disclosures.${rule.disclosure}`) })}</span>
        <span>{t("rule.cases", { count: cases })}</span>
      </p>
      <dl className={styles.facts}>
        <Fact name={t("rule.point")}>{rule.point[own]}</Fact>
        <Fact name={t("rule.data")}>
          <TypeNames rule={rule} language={language} />
        </Fact>
        <Fact name={t("rule.why")}>{rule.explanation[own]}</Fact>
        <Fact name={t("rule.message")}>{rule.message[own]}</Fact>
      </dl>
      <Reading rule={rule} language={language} />
      <Params rule={rule} />
      <dl className={styles.facts}>
        <Fact name={t("rule.basis")}>{rule.basis.join(spoken() === "en" ? "; " : "；")}</Fact>
        <Fact name={t("rule.review")}>{rule.review}</Fact>
        <Fact name={t("rule.figures")}>
          {t("rule.numbers", {
            hits: figures.hits,
            evaluated: figures.evaluated,
            lacking: percent(figures.indeterminate, figures.evaluated),
            overridden: percent(figures.overridden, figures.warned),
          })}
          <Effect rule={rule.id} />
        </Fact>
      </dl>
    </Section>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function TypeNames({ rule, language: { types } }: Pick<Props, "rule" | "language">): string {
  const names = rule.at.map((at) => types.find(({ type }) => type === at)?.name[spoken()] ?? at);
  return names.join(spoken() === "en" ? ", " : "、");
}

function Params({ rule: { params = {} } }: Pick<Props, "rule">): ReactElement | null {
  const { t } = useTranslation("model");
  const valueText = useValueText();
  const entries = Object.entries(params);
  if (entries.length === 0) return null;
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption>{t("rule.params")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("params.name")}</th>
            <th scope="col">{t("params.default")}</th>
            <th scope="col">{t("params.bounds")}</th>
            <th scope="col">{t("params.about")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(([name, param]) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{valueText(param.default, param.unit ?? null)}</td>
              <td>{`${param.min ?? "—"} … ${param.max ?? "—"}`}</td>
              <td>{param.description[spoken()]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
