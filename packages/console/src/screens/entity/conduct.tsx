import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useRuleName } from "../../app/rule-names.ts";
import { moment } from "../../i18n/format.ts";
import { useNames } from "../../loop/names.ts";
import { GoTo } from "../../ui/go-to.tsx";
import type { File } from "./entity.tsx";
import { ListSection } from "./list-section.tsx";
import { useWords } from "./words.ts";

/** What they had to put right. */
export function MeasureList({ measures }: { readonly measures: File["rectification"] }): ReactElement {
  const { t } = useTranslation("entity");
  const { person } = useNames();
  const word = useWords();
  return (
    <ListSection
      title={t("measures")}
      rows={measures}
      keyOf={({ id }) => id}
      columns={[
        { title: t("measure"), kind: "wide", show: ({ id, title }) => title ?? id },
        {
          title: t("case"),
          show: (one) =>
            one.case === null ? "–" : <GoTo to={`/cases/${encodeURIComponent(one.case)}`}>{one.case}</GoTo>,
        },
        { title: t("owner"), show: ({ owner }) => (owner === null ? "–" : person(owner)) },
        { title: t("due"), show: ({ dueOn }) => dueOn ?? "–" },
        { title: t("state"), show: ({ state }) => word("measureStates", state) },
        { title: t("late"), kind: "end", show: ({ lateDays }) => String(lateDays ?? 0) },
        { title: t("sendBacks"), kind: "end", show: ({ sendBacks }) => String(sendBacks) },
      ]}
    />
  );
}

/** Second approvals that they asked for, or gave. */
export function DecisionList({ decisions }: { readonly decisions: File["decisions"] }): ReactElement {
  const { t } = useTranslation("entity");
  const word = useWords();
  return (
    <ListSection
      title={t("decisions")}
      rows={decisions}
      keyOf={({ id }) => id}
      columns={[
        { title: t("time"), show: ({ at }) => moment(at) },
        { title: t("source"), show: ({ source }) => source },
        { title: t("point"), kind: "wide", show: ({ point }) => point },
        { title: t("as"), show: (one) => t(`roles.${one.as}`) },
        { title: t("state"), show: ({ state }) => word("approvalStates", state) },
      ]}
    />
  );
}

/** Rules that do not hold for them for a time. */
export function OverrideList({ overrides }: { readonly overrides: File["overrides"] }): ReactElement {
  const { t } = useTranslation("entity");
  const ruleName = useRuleName();
  return (
    <ListSection
      title={t("overrides")}
      rows={overrides}
      keyOf={({ id }) => id}
      columns={[
        { title: t("rule"), kind: "wide", show: ({ rule }) => ruleName(rule) },
        { title: t("source"), show: ({ source }) => source },
        { title: t("reason"), kind: "wide", show: ({ reason }) => reason },
        { title: t("from"), show: ({ validFrom }) => moment(validFrom) },
        { title: t("until"), show: ({ endedAt, validTo }) => moment(endedAt ?? validTo) },
      ]}
    />
  );
}
