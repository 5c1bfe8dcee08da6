import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../api/call.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextArea } from "../ui/field.tsx";
import { Problem } from "../ui/problem.tsx";
import type { Act, Clock } from "./clock-acts.ts";
import styles from "./loop.module.css";
import { useWord } from "./word.ts";
import { voidCases } from "./void-cases.ts";

/** Asks what a supervisor has to say, and does it. */
export function ClockActDialog({
  clock,
  act,
  onClose,
}: {
  readonly clock: Pick<Clock, "case" | "track">;
  readonly act: Act;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("cases");
  const word = useWord();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const done = useMutation({
    mutationFn: () =>
      post("/console/escalations/{id}/acts", {
        params: { id: clock.case },
        body: { track: clock.track, act, text },
      }),
    onSuccess: async () => {
      await voidCases(client);
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    done.mutate();
  };
  return (
    <Dialog title={word("happenings", act)} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <p className={styles.number}>{clock.case}</p>
        <TextArea
          label={word("fields", "text")}
          required
          maxLength={20_000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        {done.error !== null && <Problem error={done.error} />}
        <div className={styles.foot}>
          <Button type="submit" look="main" disabled={done.isPending}>
            {done.isPending ? t("busy") : word("happenings", act)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
