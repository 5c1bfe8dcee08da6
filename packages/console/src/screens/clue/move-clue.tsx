import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import loop from "../../loop/loop.module.css";
import { useVoidCases } from "../../loop/void-cases.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useStages } from "../clues/stages.ts";
import type { Clue } from "./clue.tsx";

/** Moves a clue on to a stage, with a note. */
export function MoveClue({ clue, to }: { readonly clue: Clue; readonly to: string }): ReactElement {
  const { t } = useTranslation("clue");
  const { stageName } = useStages();
  const voidCases = useVoidCases();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const moved = useMutation({
    mutationFn: () =>
      post("/console/clues/{id}/moves", {
        params: { id: clue.id },
        body: { to, text, version: clue.version },
      }),
    onSuccess: async () => {
      setOpen(false);
      await voidCases();
    },
    onError: () => voidCases(),
  });
  const name = t("moveTo", { stage: stageName(to) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    moved.mutate();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{name}</Button>
      {isOpen && (
        <Dialog title={name} onClose={() => setOpen(false)}>
          <form className={loop.form} onSubmit={submit}>
            <TextArea
              label={t("moveText")}
              required
              maxLength={20_000}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
            {moved.error !== null && <Problem error={moved.error} />}
            <div className={loop.foot}>
              <Button type="submit" look="main" disabled={moved.isPending}>
                {name}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
