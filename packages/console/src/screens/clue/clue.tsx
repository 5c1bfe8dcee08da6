import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMay, useMe } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { StateMark } from "../../loop/state-mark.tsx";
import { WidePage } from "../../loop/wide-page.tsx";
import { useWord } from "../../loop/word.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Facts } from "../../ui/facts.tsx";
import { GoTo } from "../../ui/go-to.tsx";
import { Section } from "../../ui/page.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { useStages } from "../clues/stages.ts";
import { MoveClue } from "./move-clue.tsx";
import { Reporter } from "./reporter.tsx";
import { SimilarClues } from "./similar-clues.tsx";
import { ToCase } from "./to-case.tsx";

/** One clue, without who reported it. */
export type Clue = Answer<"get", "/console/clues/{id}">;

/** One clue, read from its address. */
export function CluePage(): ReactElement {
  const { id = "" } = useParams({ strict: false });
  const clue = useQuery(reading("/console/clues/{id}", { params: { id } }));
  if (clue.data === undefined)
    return clue.error === null ? (
      <Loading />
    ) : (
      <Problem error={clue.error} onRetry={() => void clue.refetch()} />
    );
  return <Whole clue={clue.data} />;
}

function Whole({ clue }: { readonly clue: Clue }): ReactElement {
  const { stageName } = useStages();
  const roles = useMe().grants.map(({ role }) => role);
  const mayIntake = useMay("clue.intake");
  const mayReadReporter = useMay("clue.reporter");
  const isOpen = clue.endedAt === null;
  const next = isOpen ? clue.next.filter((move) => move.roles.some((role) => roles.includes(role))) : [];
  return (
    <WidePage
      title={
        <>
          {clue.topic ?? clue.id} <StateMark tone={isOpen ? "busy" : "faint"} text={stageName(clue.stage)} />
        </>
      }
      acts={
        <>
          {next.map(({ to }) => (
            <MoveClue key={to} clue={clue} to={to} />
          ))}
          {isOpen && mayIntake && clue.caseId === null && <ToCase clue={clue} />}
          {mayReadReporter && <Reporter id={clue.id} />}
        </>
      }
    >
      <About clue={clue} />
      <SimilarClues clue={clue} />
      <Steps clue={clue} />
    </WidePage>
  );
}

function About({ clue }: { readonly clue: Clue }): ReactElement {
  const { t } = useTranslation("clue");
  const clues = useTranslation("clues");
  const words = useTranslation("cases");
  const word = useWord();
  const names = useNames();
  const { caseId, replyDueAt, unit } = clue;
  return (
    <Section title={t("about")}>
      <Facts
        facts={[
          [
            clues.t("text"),
            <span key="text" className={loop.words}>
              {clue.text}
            </span>,
          ],
          [
            clues.t("subjects"),
            clue.subjects.length === 0 ? undefined : (
              <ul>
                {clue.subjects.map(({ kind, key, name }) => (
                  <li key={`${kind} ${key}`}>
                    {word("kinds", kind)}{" "}
                    {kind === "person" ? (
                      <GoTo to={`/entities/person/${encodeURIComponent(key)}`}>{name ?? key}</GoTo>
                    ) : (
                      (name ?? key)
                    )}
                  </li>
                ))}
              </ul>
            ),
          ],
          [clues.t("source"), clues.t(`sources.${clue.source}`)],
          [clues.t("sourceRef"), clue.sourceRef],
          [
            clues.t("number"),
            <span key="id" className={loop.code}>
              {clue.id}
            </span>,
          ],
          [clues.t("unit"), unit === null ? undefined : names.unit(unit)],
          [clues.t("received"), moment(clue.receivedAt)],
          [clues.t("reply"), replyDueAt === null ? undefined : moment(replyDueAt)],
          [clues.t("registered"), names.person(clue.registeredBy)],
          [clues.t("protected"), words.t(clue.protectedReporter ? "yes" : "no")],
          [
            clues.t("case"),
            caseId === null ? undefined : (
              <Link to="/cases/$id" params={{ id: caseId }}>
                {caseId}
              </Link>
            ),
          ],
        ]}
      />
    </Section>
  );
}

function Steps({ clue }: { readonly clue: Clue }): ReactElement {
  const { t } = useTranslation("clue");
  const names = useNames();
  const { stageName } = useStages();
  const known: Readonly<Record<string, string>> = t("steps.names", { returnObjects: true });
  return (
    <Section title={t("steps.title")}>
      <DataTable
        label={t("steps.what")}
        rows={clue.steps}
        keyOf={({ n }) => n}
        columns={[
          { title: t("steps.when"), show: ({ at }) => moment(at) },
          {
            title: t("steps.what"),
            kind: "wide",
            show: ({ name, from, to, text }) => (
              <>
                <strong>{known[name] ?? name}</strong>{" "}
                {from !== null && to !== null && `${stageName(from)} → ${stageName(to)}`}
                {text !== null && <p className={loop.words}>{text}</p>}
              </>
            ),
          },
          {
            title: t("steps.by"),
            show: ({ by }) => (by === null ? t("steps.system") : names.person(by)),
          },
          {
            title: t("steps.hash"),
            show: ({ hash }) => (
              <span className={loop.code} title={hash}>
                {hash.slice(0, 12)}…
              </span>
            ),
          },
        ]}
      />
    </Section>
  );
}
