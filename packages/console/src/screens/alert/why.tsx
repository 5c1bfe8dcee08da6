import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { listed, moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { valueText } from "../../ui/value-text.ts";
import styles from "./alert.module.css";
import { Knowledge } from "./knowledge.tsx";
import type { ShownAlert } from "./shown-alert.ts";

type Found = ShownAlert["findings"][number];

/** As many events of an alert are shown in whole; the others are in the timeline. */
const mostEvents = 5;

/** Why it was raised: the sentence, what was compared with what, and what it adds to the score. */
export function Why({ shown }: { readonly shown: ShownAlert }): ReactElement {
  const { t } = useTranslation("alert");
  const current = language();
  const newest = shown.findings.toReversed().slice(0, mostEvents);
  return (
    <Section title={t("why.title")}>
      <p className={styles.sentence}>{shown.message[current]}</p>
      {newest.map((found) => (
        <Finding
          key={found.position}
          found={found}
          params={shown.about?.params ?? []}
          isNewest={found === newest[0]}
        />
      ))}
      {shown.findings.length > mostEvents && (
        <p className={styles.soft}>{t("why.more", { number: shown.findings.length - mostEvents })}</p>
      )}
      {shown.about !== undefined && (
        <Facts
          facts={[
            [t("why.explanation"), shown.about.explanation[current]],
            [t("why.point"), shown.about.point?.[current]],
            [t("why.basis"), listed(shown.about.basis)],
          ]}
        />
      )}
      <Knowledge rule={shown.rule} />
      <Others others={shown.others} />
    </Section>
  );
}

type Params = NonNullable<ShownAlert["about"]>["params"];

interface FindingProps {
  readonly found: Found;
  readonly params: Params;
  readonly isNewest: boolean;
}

function Finding({ found, params, isNewest }: FindingProps): ReactElement {
  const { t } = useTranslation("alert");
  const { finding, share, eventId, time, erasedAt } = found;
  const current = language();
  const thresholds = Object.entries(finding.params).map(([name, value]) => {
    const about = params.find((one) => one.name === name);
    return { name, value, text: about?.description[current] ?? name, unit: about?.unit };
  });
  return (
    <div className={styles.finding}>
      <p className={styles.soft}>
        {t("why.time", { event: eventId, time: moment(time) })}
        {share !== null && <strong> {t("why.share", { share: share.toFixed(1) })}</strong>}
      </p>
      {erasedAt !== null && <p>{t("why.erased")}</p>}
      {finding.evidence !== undefined && finding.evidence.length > 0 && (
        <DataTable
          label={t("why.compared")}
          rows={finding.evidence}
          keyOf={({ name }) => name}
          columns={[
            { title: t("why.compared"), show: ({ label }) => label[current] },
            { title: t("why.value"), kind: "long", show: ({ value }) => valueText(value, "minor") },
          ]}
        />
      )}
      {thresholds.length > 0 && (
        <details className={styles.details} open={isNewest}>
          <summary>{t("why.thresholds")}</summary>
          <DataTable
            label={t("why.thresholds")}
            rows={thresholds}
            keyOf={({ name }) => name}
            columns={[
              { title: t("why.name"), show: ({ text }) => text },
              { title: t("why.limit"), kind: "end", show: ({ value }) => valueText(value, "minor") },
            ]}
          />
        </details>
      )}
      <Related related={finding.related ?? []} />
    </div>
  );
}

function Related({
  related,
}: {
  readonly related: NonNullable<Found["finding"]["related"]>;
}): ReactElement | null {
  const { t } = useTranslation("alert");
  if (related.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>{t("why.related")}</summary>
      <ul>
        {related.map(({ position, event, time, value }) => (
          <li key={position}>
            {t("why.time", { event, time: moment(time) })}{" "}
            {value === undefined ? "" : valueText(value, "minor")}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Others({ others }: Pick<ShownAlert, "others">): ReactElement {
  const { t } = useTranslation("alert");
  if (others.length === 0) return <p className={styles.soft}>{t("why.none")}</p>;
  return (
    <>
      <h3 className={styles.sub}>{t("why.others")}</h3>
      <DataTable
        label={t("why.others")}
        rows={others}
        keyOf={({ finding }) => finding.binding}
        columns={[
          { title: t("why.rule"), show: ({ finding }) => `${finding.name[language()]} (${finding.rule})` },
          { title: t("why.result"), show: ({ finding }) => t(`results.${finding.result}`) },
          {
            title: t("why.score"),
            kind: "end",
            show: ({ share }) => (share === null ? "" : share.toFixed(1)),
          },
        ]}
      />
    </>
  );
}
