import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMe } from "../../../app/me.ts";
import { useRoleName } from "../../../app/role-name.ts";
import { moment } from "../../../i18n/format.ts";
import loop from "../../../loop/loop.module.css";
import { useNames } from "../../../loop/names.ts";
import { StateMark } from "../../../loop/state-mark.tsx";
import { useVoidCases } from "../../../loop/void-cases.ts";
import { Button } from "../../../ui/button.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Problem } from "../../../ui/problem.tsx";
import styles from "../case.module.css";
import { AskOpinion } from "./ask-opinion.tsx";

type Opinion = Answer<"get", "/console/cases/{id}/opinions">["opinions"][number];

interface Props {
  readonly id: string;
  readonly track: "business" | "integrity";
  readonly mayAsk: boolean;
}

/** Opinions that were asked for, with those that came; who was asked gives theirs here. */
export function Opinions({ id, track, mayAsk }: Props): ReactElement {
  const { t } = useTranslation("case");
  const list = useQuery(reading("/console/cases/{id}/opinions", { params: { id } }));
  const rows = (list.data?.opinions ?? []).filter((one) => one.track === track);
  return (
    <section className={styles.card} aria-labelledby="opinions">
      <h2 id="opinions">{t("talk.opinions")}</h2>
      {list.error !== null && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && <p className={loop.soft}>{t("talk.noOpinions")}</p>}
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={styles.entry}>
            <One row={row} />
          </li>
        ))}
      </ul>
      {mayAsk && <AskOpinion id={id} track={track} />}
    </section>
  );
}

function One({ row }: { readonly row: Opinion }): ReactElement {
  const { t } = useTranslation("case");
  const names = useNames();
  const roleName = useRoleName();
  const me = useMe();
  const who =
    row.person === null ? t("talk.role", { role: roleName(row.role ?? "") }) : names.person(row.person);
  const isMine = row.person === me.id || me.grants.some(({ role }) => role === row.role);
  return (
    <>
      <p className={loop.soft}>
        {t("talk.asked", {
          person: names.person(row.askedBy),
          moment: moment(row.askedAt),
          who,
          due: moment(row.dueAt),
        })}{" "}
        {row.overdue && <StateMark tone="bad" text={t("talk.overdue")} />}
      </p>
      <p className={loop.words}>{row.question}</p>
      {row.opinion !== null && row.givenAt !== null && (
        <p className={loop.words}>
          <strong>
            {t("talk.given", { person: names.person(row.givenBy), moment: moment(row.givenAt) })}
          </strong>{" "}
          {row.opinion}
        </p>
      )}
      {row.opinion === null && isMine && <Give caseId={row.case} item={row.id} />}
    </>
  );
}

function Give({ caseId, item }: { readonly caseId: string; readonly item: string }): ReactElement {
  const { t } = useTranslation("case");
  const voidCases = useVoidCases();
  const [opinion, setOpinion] = useState("");
  const given = useMutation({
    mutationFn: () =>
      post("/console/cases/{id}/opinions/{item}", { params: { id: caseId, item }, body: { opinion } }),
    onSuccess: voidCases,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    given.mutate();
  };
  return (
    <form className={loop.form} onSubmit={submit} aria-label={t("talk.answer")}>
      <TextArea
        label={t("talk.answer")}
        required
        maxLength={20_000}
        value={opinion}
        onChange={({ target }) => setOpinion(target.value)}
      />
      {given.error !== null && <Problem error={given.error} />}
      <div>
        <Button type="submit" look="main" disabled={given.isPending}>
          {t("talk.give")}
        </Button>
      </div>
    </form>
  );
}
