import type { NoticeDecision, ProbityNotice } from "@probity/notice";
// oxlint-disable-next-line import/no-unassigned-import -- it says to React what the element takes
import "@probity/notice/react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { languages } from "../../i18n/i18n.ts";
import { SelectField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import styles from "./factory.module.css";
import type { Trial, TriedCase } from "./use-trial.ts";

/** What an approver would read of a hit, in both languages, in the notice itself: it is the element that business systems embed. */
export function NoticePreview({ trial: { cases, isOld } }: { readonly trial: Trial }): ReactElement {
  const { t } = useTranslation("factory");
  const [chosen, choose] = useState(0);
  if (cases === undefined || isOld) return <p className={styles.soft}>{t("notice.run")}</p>;
  const hits = cases.flatMap(({ name, told }, place) => (told === null ? [] : [{ name, told, place }]));
  const hit = hits.find(({ place }) => place === chosen) ?? hits[0];
  if (hit === undefined) return <p className={styles.soft}>{t("notice.noHit")}</p>;
  return (
    <div className={styles.stack}>
      {hits.length > 1 && (
        <SelectField
          label={t("notice.case")}
          value={hit.place}
          onChange={({ target }) => choose(Number(target.value))}
        >
          {hits.map(({ name, place }) => (
            <option key={place} value={place}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      {hit.told.outcome === "allow" ? <p>{t("notice.nothing")}</p> : <Notices told={hit.told} />}
    </div>
  );
}

type Told = NonNullable<TriedCase["told"]>;

function Notices({ told }: { readonly told: Told }): ReactElement {
  const { t } = useTranslation("factory");
  // Its code comes when somebody looks at it; importing it defines the element.
  const element = useQuery({
    queryKey: ["probity-notice"],
    queryFn: async () => (await import("@probity/notice")).ProbityNotice.name,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (element.error !== null) return <Problem error={element.error} onRetry={() => void element.refetch()} />;
  if (element.data === undefined) return <Loading />;
  return (
    <div className={styles.both}>
      {languages.map((language) => (
        <figure key={language} className={styles.notice} lang={language}>
          <figcaption lang="">{t(`notice.in.${language}`)}</figcaption>
          <OneNotice told={told} />
        </figure>
      ))}
    </div>
  );
}

function OneNotice({ told: { outcome, shown } }: { readonly told: Told }): ReactElement {
  const ref = useRef<ProbityNotice>(null);
  useEffect(() => {
    if (ref.current === null) return;
    const decision: NoticeDecision = {
      decisionId: "preview",
      outcome,
      findings: shown,
      degraded: false,
      degradedReasons: [],
      // Only shown: there is nothing to submit.
      token: "",
    };
    ref.current.decision = decision;
  }, [outcome, shown]);
  return <probity-notice ref={ref} readonly level={4} />;
}
