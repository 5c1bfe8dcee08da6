import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { Missing } from "../../app/shell/missing.tsx";
import { useUnitName } from "../../app/unit-names.ts";
import { moment } from "../../i18n/format.ts";
import { useNames } from "../../loop/names.ts";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { Page, Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { AlertList, CaseList } from "./matters.tsx";
import { DecisionList, MeasureList, OverrideList } from "./conduct.tsx";
import { PartyNetwork } from "./network.tsx";
import { PostList, RelationList } from "./relations.tsx";

/** The integrity file in an answer. */
export type File = Answer<"get", "/console/integrity/{kind}/{key}">;

/** What is known of a person or a unit; each view is itself logged (SE-2). */
export function Entity(): ReactElement {
  const { kind, key } = useParams({ from: "/entities/$kind/$key" });
  return kind === "person" || kind === "unit" ? <OpenFile kind={kind} id={key} /> : <Missing />;
}

function OpenFile({ kind, id }: { readonly kind: "person" | "unit"; readonly id: string }): ReactElement {
  const { t } = useTranslation("entity");
  const unitName = useUnitName();
  const { data, error, refetch } = useQuery(
    reading("/console/integrity/{kind}/{key}", { params: { kind, key: id } }),
  );
  const { person } = useNames();
  const name = kind === "unit" ? unitName(id) : person(data?.id ?? id);
  return (
    <Page title={t(`titles.${kind}`, { name })}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <>
          <Section title={t("about")}>
            <FactGrid
              facts={[
                [t("id"), data.id],
                [t("units"), data.units.map(unitName).join(" · ") || undefined],
                [t("asOf"), moment(data.at)],
                [t("logged"), t("loggedText")],
                ...(data.scores ?? []).map(
                  ({ key, score, hits }) => [t("score", { key }), t("scoreOf", { score, hits })] as const,
                ),
              ]}
            />
          </Section>
          <AlertList alerts={data.alerts} />
          <CaseList cases={data.cases} />
          <MeasureList measures={data.rectification} />
          {kind === "person" && <PostList posts={data.posts} />}
          {data.relations !== undefined && kind === "person" && <RelationList relations={data.relations} />}
          {data.relations !== undefined && <PartyNetwork key={id} kind={kind} id={id} />}
          {kind === "person" && <DecisionList decisions={data.decisions} />}
          <OverrideList overrides={data.overrides} />
        </>
      )}
    </Page>
  );
}
