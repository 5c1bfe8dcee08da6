import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useUnitName } from "../../app/unit-names.ts";
import { count, moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import { GoTo } from "../../ui/go-to.tsx";
import { colourOfLevel, Lamp } from "../../ui/lamp.tsx";
import type { File } from "./entity.tsx";
import { ListSection } from "./list-section.tsx";
import { useWords } from "./words.ts";

/** Alerts that name them. */
export function AlertList({ alerts }: { readonly alerts: File["alerts"] }): ReactElement {
  const { t } = useTranslation("entity");
  const word = useWords();
  return (
    <ListSection
      title={t("alerts")}
      rows={alerts}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("alert"),
          kind: "wide",
          show: ({ id, rule, name }) => (
            <GoTo to={`/alerts/${encodeURIComponent(id)}`}>
              {rule} {name[language()]}
            </GoTo>
          ),
        },
        { title: t("track"), show: (one) => t(`tracks.${one.class}`) },
        {
          title: t("level"),
          show: ({ level }) => <Lamp colour={colourOfLevel(level)} text={word("levels", `l${level}`)} />,
        },
        { title: t("times"), kind: "end", show: (one) => count(one.count) },
        { title: t("last"), show: ({ lastTime }) => moment(lastTime) },
        { title: t("label"), show: ({ label }) => (label === null ? "–" : word("labels", label)) },
      ]}
    />
  );
}

/** Cases that are about them. */
export function CaseList({ cases }: { readonly cases: File["cases"] }): ReactElement {
  const { t } = useTranslation("entity");
  const word = useWords();
  const unitName = useUnitName();
  return (
    <ListSection
      title={t("cases")}
      rows={cases}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t("case"),
          kind: "wide",
          show: ({ id }) => <GoTo to={`/cases/${encodeURIComponent(id)}`}>{id}</GoTo>,
        },
        {
          title: t("level"),
          show: ({ level }) => <Lamp colour={colourOfLevel(level)} text={word("levels", `l${level}`)} />,
        },
        { title: t("unit"), show: ({ unit }) => (unit === null ? "–" : unitName(unit)) },
        {
          title: t("state"),
          show: ({ tracks }) =>
            tracks.map(({ track, state }) => `${t(`tracks.${track}`)} · ${word("states", state)}`).join("; "),
        },
        { title: t("opened"), show: ({ openedAt }) => moment(openedAt) },
        {
          title: t("closed"),
          show: ({ closedAt }) => (closedAt === null ? "–" : moment(closedAt)),
        },
      ]}
    />
  );
}
