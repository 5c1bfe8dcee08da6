import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Answer, post } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMay } from "../../app/me.ts";
import { useRuleName } from "../../app/rule-names.ts";
import { moment } from "../../i18n/format.ts";
import { NamedPerson } from "../../loop/named.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FactGrid } from "../../ui/fact-grid.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Loading } from "../../ui/state.tsx";
import { AppealState } from "./appeal-state.tsx";
import styles from "./decisions.module.css";
import { OutcomeLamp } from "./outcome-lamp.tsx";

type Whole = Answer<"get", "/ops/appeals/{id}">;
/** As the server asks for. */
const shortest = 10;

/** One appeal with its words, and what is said to it. */
export function AnswerDialog({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("decisions");
  const { data, error, refetch } = useQuery(reading("/ops/appeals/{id}", { params: { id } }));
  const mayAnswer = useMay("evaluation.write");
  return (
    <Dialog title={t("oneAppeal")} size="wide" onClose={onClose}>
      <div className={styles.stack}>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && <Facts appeal={data} />}
        {data?.state === "open" && mayAnswer && <AnswerForm id={id} onDone={onClose} />}
      </div>
    </Dialog>
  );
}

function Facts({ appeal }: { readonly appeal: Whole }): ReactElement {
  const { t } = useTranslation(["decisions", "shell"]);
  const nameOf = useRuleName();
  const { answeredAt, answeredBy, answer } = appeal;
  return (
    <>
      <FactGrid
        facts={[
          [t("appealState"), <AppealState key="state" state={appeal.state} />],
          [t("outcome"), <OutcomeLamp key="outcome" outcome={appeal.outcome} />],
          [t("rule"), nameOf(appeal.rule)],
          [t("version"), appeal.ruleVersion ?? undefined],
          [t("disclosure"), t(`disclosures.${appeal.disclosure}`)],
          [t("person"), appeal.person === null ? undefined : <NamedPerson key="person" id={appeal.person} />],
          [t("source"), appeal.source],
          [t("subject"), appeal.subject ?? undefined],
          [t("raised"), moment(appeal.raisedAt)],
          [t("reason"), t(`shell:words.reasons.${appeal.reason}`)],
        ]}
      />
      <h3>{t("grounds")}</h3>
      <p className={styles.words}>{appeal.text === "" ? t("erased") : appeal.text}</p>
      {answeredAt !== null && (
        <>
          <h3>{t("answer")}</h3>
          <p className={styles.words}>{answer}</p>
          <p className={styles.none}>
            {moment(answeredAt)} · {answeredBy !== null && <NamedPerson id={answeredBy} />}
          </p>
        </>
      )}
    </>
  );
}

function AnswerForm({ id, onDone }: { readonly id: string; readonly onDone: () => void }): ReactElement {
  const { t } = useTranslation("decisions");
  const client = useQueryClient();
  const [text, setText] = useState("");
  const answer = useMutation({
    mutationFn: (uphold: boolean) =>
      post("/ops/appeals/{id}/answer", { params: { id }, body: { uphold, text: text.trim() } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["/ops/appeals"] });
      await client.invalidateQueries({ queryKey: ["/ops/appeals/{id}"] });
      onDone();
    },
  });
  const isShort = Array.from(text.trim()).length < shortest;
  return (
    <>
      {answer.error !== null && <Problem error={answer.error} />}
      <TextArea
        label={t("answer")}
        hint={t("answerHint")}
        required
        rows={3}
        maxLength={2000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <div className={styles.acts}>
        <Button look="main" disabled={isShort || answer.isPending} onClick={() => answer.mutate(true)}>
          {t("uphold")}
        </Button>
        <Button disabled={isShort || answer.isPending} onClick={() => answer.mutate(false)}>
          {t("reject")}
        </Button>
      </div>
    </>
  );
}
