import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { getUntil, post } from "../../../api/call.ts";
import { useMe } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import loop from "../../../loop/loop.module.css";
import { useNames } from "../../../loop/names.ts";
import { Paged } from "../../../loop/paged.tsx";
import { usePages } from "../../../loop/pages.ts";
import { useVoidCases } from "../../../loop/void-cases.ts";
import { Button } from "../../../ui/button.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Picker } from "../../../ui/picker.tsx";
import { Problem } from "../../../ui/problem.tsx";
import type { Picked } from "../../../ui/use-found.ts";
import styles from "../case.module.css";
import type { CaseProps } from "../case-query.ts";
import { isWorking } from "../working.ts";
import { Opinions } from "./opinions.tsx";

const path = "/console/cases/{id}/timeline";

/** What people write to each other about a case. */
export function TalkTab({ file, track }: CaseProps): ReactElement {
  const { t } = useTranslation("case");
  const names = useNames();
  const me = useMe();
  const list = usePages([path, file.id, "comment"], (cursor, signal) =>
    getUntil(signal, path, { params: { id: file.id }, query: { kind: "comment", cursor } }),
  );
  const works = isWorking(me, track);
  return (
    <div className={styles.stack}>
      <section className={styles.card} aria-label={t("tabs.talk")}>
        <Paged
          list={list}
          rowsOf={({ entries }) => entries.filter((one) => one.track === track.track)}
          empty={<p className={loop.soft}>{t("talk.none")}</p>}
        >
          {(rows) => (
            <ul>
              {rows.map((entry) => (
                <li key={`${entry.case} ${entry.n}`} className={styles.entry}>
                  <strong>{names.person(entry.by)}</strong>{" "}
                  <span className={loop.soft}>{moment(entry.at)}</span>
                  <p className={loop.words}>{entry.text}</p>
                </li>
              ))}
            </ul>
          )}
        </Paged>
        {works && <Comment id={file.id} track={track.track} />}
      </section>
      <Opinions id={file.id} track={track.track} mayAsk={works && file.open} />
    </div>
  );
}

function Comment({
  id,
  track,
}: {
  readonly id: string;
  readonly track: "business" | "integrity";
}): ReactElement {
  const { t } = useTranslation("case");
  const voidCases = useVoidCases();
  const [text, setText] = useState("");
  const written = useMutation({
    mutationFn: () => post("/console/cases/{id}/comments", { params: { id }, body: { track, text } }),
    onSuccess: async () => {
      setText("");
      await voidCases();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    written.mutate();
  };
  const mention = (picked: Picked | undefined): void => {
    if (picked !== undefined)
      setText((before) => `${before}${before === "" || before.endsWith(" ") ? "" : " "}@${picked.id} `);
  };
  return (
    <form className={loop.form} onSubmit={submit} aria-label={t("talk.write")}>
      <TextArea
        label={t("talk.write")}
        hint={t("talk.hint")}
        required
        maxLength={20_000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Picker kind="person" label={t("talk.mention")} value={undefined} onChange={mention} />
      {written.error !== null && <Problem error={written.error} />}
      <div>
        <Button type="submit" look="main" disabled={written.isPending}>
          {t("talk.send")}
        </Button>
      </div>
    </form>
  );
}
