import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { addressOf, type Answer } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMe } from "../../app/me.ts";
import { moment } from "../../i18n/format.ts";
import { language } from "../../i18n/i18n.ts";
import loop from "../../loop/loop.module.css";
import { useNames } from "../../loop/names.ts";
import { WidePage } from "../../loop/wide-page.tsx";
import { useWord } from "../../loop/word.ts";
import { Button } from "../../ui/button.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/page.tsx";
import { PrintHead } from "../../ui/print-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { LetterState } from "../letters/letter-table.tsx";
import type { Letter } from "../letters/search.ts";
import { ActDialog } from "./act-dialog.tsx";
import { actsOn, type LetterAct } from "./letter-acts.ts";

type Template = Answer<"get", "/console/letters/templates">["templates"][Letter["kind"]];

/** One letter, read from its address. */
export function LetterPage(): ReactElement {
  const { id = "" } = useParams({ strict: false });
  const letter = useQuery(reading("/console/letters/{id}", { params: { id } }));
  const templates = useQuery({ ...reading("/console/letters/templates"), staleTime: 3_600_000 });
  const error = letter.error ?? templates.error;
  if (letter.data === undefined || templates.data === undefined)
    return error === null ? <Loading /> : <Problem error={error} onRetry={() => void letter.refetch()} />;
  return <Whole letter={letter.data} template={templates.data.templates[letter.data.kind]} />;
}

const looks = { edit: undefined, send: "main", receive: "main", answer: "main", discard: "danger" } as const;

function Whole({ letter, template }: { readonly letter: Letter; readonly template: Template }): ReactElement {
  const { t } = useTranslation("letter");
  const me = useMe();
  const [act, setAct] = useState<LetterAct>();
  const params = { id: letter.id };
  return (
    <WidePage
      paper={
        <PrintHead
          number={letter.number ?? letter.id}
          hash={letter.htmlSha256 === null ? undefined : { of: t("pageHash"), sha256: letter.htmlSha256 }}
        />
      }
      title={
        <>
          {letter.number ?? template.name[language()]} <LetterState {...letter} />
        </>
      }
      acts={
        <>
          {actsOn(letter, me).map((one) => (
            <Button key={one} look={looks[one]} onClick={() => setAct(one)}>
              {t(`${one}.act`)}
            </Button>
          ))}
          <a href={addressOf("/console/letters/{id}/print", { params })} target="_blank" rel="noopener">
            {t("print")}
          </a>
          <a href={addressOf("/console/letters/{id}/docx", { params })} download>
            {t("docx")}
          </a>
        </>
      }
    >
      <About letter={letter} />
      <Section title={t("content")}>
        <Facts
          facts={template.sections.map(({ field, heading }) => [
            heading[letter.language],
            <span key={field} className={loop.words}>
              {letter.fields[field]}
            </span>,
          ])}
        />
      </Section>
      {act !== undefined && (
        <ActDialog letter={letter} template={template} act={act} onClose={() => setAct(undefined)} />
      )}
    </WidePage>
  );
}

function About({ letter }: { readonly letter: Letter }): ReactElement {
  const { t } = useTranslation("letter");
  const list = useTranslation("letters");
  const word = useWord();
  const names = useNames();
  const done = (at: string | null, by: string | null): string | undefined =>
    at === null ? undefined : `${moment(at)} ${names.person(by)}`;
  return (
    <Section title={t("about")}>
      <Facts
        facts={[
          [list.t("kind"), list.t(`kinds.${letter.kind}`)],
          [list.t("to"), letter.to],
          [list.t("draft.unit"), letter.unit === null ? undefined : names.unit(letter.unit)],
          [list.t("reply"), letter.replyOn],
          [t("track"), word("tracks", letter.track)],
          [
            list.t("case"),
            <Link key="case" to="/cases/$id" params={{ id: letter.case }}>
              {letter.case}
            </Link>,
          ],
          [list.t("drafted"), done(letter.draftedAt, letter.draftedBy)],
          [t("sent"), done(letter.sentAt, letter.sentBy)],
          [t("received"), done(letter.receivedAt, letter.receivedBy)],
          [t("answered"), done(letter.answeredAt, letter.answeredBy)],
          [letter.state === "discarded" ? t("reason") : t("answerText"), letter.answer],
          [t("pageHash"), letter.htmlSha256 && <span className={loop.code}>{letter.htmlSha256}</span>],
          [t("docxHash"), letter.docxSha256 && <span className={loop.code}>{letter.docxSha256}</span>],
        ]}
      />
    </Section>
  );
}
