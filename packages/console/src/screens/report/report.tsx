import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { ExportButton } from "../../exports/export-button.tsx";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { WidePage } from "../../loop/wide-page.tsx";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { PrintHead } from "../../ui/print-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { dayOf, lastDayOf } from "../reports/days.ts";
import { Counters } from "./counters.tsx";
import { Dispositions } from "./dispositions.tsx";
import { Lamps } from "./lamps.tsx";
import { Models } from "./models.tsx";
import { Origins } from "./origins.tsx";
import { Rectified } from "./rectified.tsx";
import styles from "./report.module.css";

const path = "/console/reports/{id}";
type Whole = Answer<"get", typeof path>;
/** The figures of a report. */
export type Content = Whole["content"];

/** A report, exactly as it was made; it can be printed and its figures taken along. */
export function Report(): ReactElement {
  const { id = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery({ ...reading(path, { params: { id } }), staleTime: Infinity });
  if (data === undefined)
    return error === null ? <Loading /> : <Problem error={error} onRetry={() => void refetch()} />;
  return <Shown report={data} />;
}

function Shown({ report }: { readonly report: Whole }): ReactElement {
  const { t } = useTranslation("report");
  const { id, number, sha256, content } = report;
  return (
    <WidePage
      paper={<PrintHead number={number} hash={{ of: t("hash"), sha256 }} />}
      title={content.title}
      acts={
        <>
          <Link to="/reports">{t("all")}</Link>
          <ExportButton order={{ kind: "report", filter: { id } }} />
          <Button icon="download" onClick={() => globalThis.print()}>
            {t("print")}
          </Button>
        </>
      }
    >
      <article className={styles.report} aria-label={number}>
        <About report={report} />
        <Counters counters={content.overview.counters} />
        <Origins overview={content.overview} />
        <Dispositions content={content} />
        <Rectified content={content} />
        <Models models={content.models} />
        <Lamps lamps={content.lamps} />
        {content.proposals !== null && (
          <Section title={t("proposals")}>
            <p className={styles.words}>{content.proposals}</p>
          </Section>
        )}
      </article>
    </WidePage>
  );
}

function About({ report: { number, sha256, from, to, content } }: { readonly report: Whole }): ReactElement {
  const { t } = useTranslation("report");
  const words = useTranslation("reports");
  const { unit, domain, model } = content.area;
  return (
    <Section title={words.t(`kinds.${content.kind}`)}>
      <Facts
        facts={[
          [words.t("number"), number],
          [words.t("period"), `${dayOf(from)} – ${lastDayOf(to)}`],
          [words.t("unit"), unit === null ? words.t("everything") : (unit.name?.[language()] ?? unit.id)],
          [words.t("domain"), domain],
          [words.t("model"), model],
          [words.t("madeBy"), content.madeBy.name],
          [words.t("madeAt"), moment(content.madeAt)],
          [
            t("hash"),
            <code key="hash" className={styles.hash}>
              {sha256}
            </code>,
          ],
          [words.t("question"), content.question],
        ]}
      />
      <p className={styles.hint}>{t("snapshot")}</p>
      <p className={styles.hint}>{t("leavesOut")}</p>
    </Section>
  );
}
