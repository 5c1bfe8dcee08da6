import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { reading } from "../../api/queries.ts";
import { useMe } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { StateMark } from "../../loop/state-mark.tsx";
import { WidePage } from "../../loop/wide-page.tsx";
import { useWord } from "../../loop/word.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { PrintHead } from "../../ui/print-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { ItemState } from "../lists/item-table.tsx";
import { useFieldName } from "../lists/own-fields.tsx";
import { kindOf } from "../lists/search.ts";
import { ActDialog } from "./act-dialog.tsx";
import { actsOn, type ItemAct } from "./item-acts.ts";
import type { WholeItem } from "./item-query.ts";
import { Proofs } from "./proofs.tsx";
import { Progress } from "./progress.tsx";
import { Steps } from "./steps.tsx";

/** One item: what it is, what was done and proven, and what comes next. */
export function ItemPage(): ReactElement {
  const { kind: name, id = "" } = useParams({ strict: false });
  const kind = kindOf(name);
  const item = useQuery(reading("/console/lists/{kind}/{id}", { params: { kind, id } }));
  if (item.data === undefined)
    return item.error === null ? (
      <Loading />
    ) : (
      <Problem error={item.error} onRetry={() => void item.refetch()} />
    );
  return <Whole item={item.data} />;
}

const looks = {
  accept: "main",
  ask: "main",
  finish: "main",
  lookBack: "main",
  refuse: "danger",
  withdraw: "danger",
} as const;

function Whole({ item }: { readonly item: WholeItem }): ReactElement {
  const { t } = useTranslation("item");
  const me = useMe();
  const [act, setAct] = useState<ItemAct>();
  const acts = actsOn(item, me);
  return (
    <WidePage
      paper={<PrintHead number={item.id} />}
      title={
        <>
          {item.title} <ItemState state={item.state} />
        </>
      }
      acts={acts.map((one) => (
        <Button key={one} look={looks[one]} onClick={() => setAct(one)}>
          {t(`${one}.act`)}
        </Button>
      ))}
    >
      <About item={item} />
      <Proofs item={item} />
      <Progress item={item} />
      <Steps item={item} />
      {act !== undefined && <ActDialog item={item} act={act} onClose={() => setAct(undefined)} />}
    </WidePage>
  );
}

function About({ item }: { readonly item: WholeItem }): ReactElement {
  const { t } = useTranslation("item");
  const lists = useTranslation("lists");
  const names = useNames();
  const fieldName = useFieldName();
  const word = useWord();
  const { unit, dueOn, lateDays, case: caseId, askedAt, doneAt, relapses, sendBacks } = item;
  return (
    <Section title={lists.t(`kinds.${item.kind}`)}>
      <Facts
        facts={[
          ...Object.entries(item.fields).map(
            ([name, value]) => [fieldName(name), <OwnValue key={name} value={value} />] as const,
          ),
          [lists.t("owner"), names.person(item.owner)],
          [lists.t("unit"), unit === null ? undefined : names.unit(unit)],
          [
            lists.t("due"),
            <>
              {dueOn ?? "—"}{" "}
              {lateDays > 0 && <StateMark tone="bad" text={lists.t("lateDays", { count: lateDays })} />}
            </>,
          ],
          [lists.t("progress"), `${item.progress}%`],
          [lists.t("source"), word("origins", item.source)],
          [
            lists.t("case"),
            caseId === null ? undefined : (
              <Link to="/cases/$id" params={{ id: caseId }}>
                {caseId}
              </Link>
            ),
          ],
          [t("parent"), item.parent === null ? undefined : <Parent kind={item.kind} id={item.parent} />],
          [t("created"), `${moment(item.createdAt)} ${names.person(item.createdBy)}`],
          [t("asked"), askedAt === null ? undefined : `${moment(askedAt)} ${names.person(item.askedBy)}`],
          [t("done"), doneAt === null ? undefined : `${moment(doneAt)} ${names.person(item.doneBy)}`],
          [lists.t("states.asked"), sendBacks === 0 ? undefined : lists.t("sentBack", { count: sendBacks })],
          [t("relapses"), relapses === 0 ? undefined : relapses],
        ]}
      />
    </Section>
  );
}

/** Of a measure its problem, of a look-back its measure. */
function Parent({ kind, id }: Pick<WholeItem, "kind" | "id">): ReactElement {
  const { t } = useTranslation("lists");
  const of = kind === "look_back" ? "rectification" : "problem";
  return (
    <Link to="/lists/$kind/$id" params={{ kind: of, id }}>
      {t(`kinds.${of}`)}
    </Link>
  );
}

/** What an own field says: words, a number, or parts with what of them is done. */
function OwnValue({ value }: { readonly value: unknown }): ReactElement {
  const { t } = useTranslation("cases");
  if (typeof value === "boolean") return <>{t(value ? "yes" : "no")}</>;
  if (Array.isArray(value))
    return (
      <ul>
        {value.map((part: unknown) => (
          <li key={JSON.stringify(part)}>{partText(part)}</li>
        ))}
      </ul>
    );
  if (typeof value === "object" && value !== null) return <>{Object.values(value).join(" ")}</>;
  return <span className={loop.words}>{String(value)}</span>;
}

const partText = (part: unknown): string =>
  typeof part === "object" && part !== null && "text" in part && typeof part.text === "string"
    ? `${"done" in part && part.done === true ? "✓" : "○"} ${part.text}`
    : "";
