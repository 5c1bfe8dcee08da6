import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { CheckField } from "../../loop/check-field.tsx";
import { dayAfter } from "../../loop/days.ts";
import loop from "../../loop/loop.module.css";
import { useVoidCases } from "../../loop/void-cases.ts";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date/date-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Problem } from "../../ui/problem.tsx";
import type { ItemAct } from "./item-acts.ts";
import type { WholeItem } from "./item-query.ts";

interface Given {
  readonly text: string;
  readonly lookBackOn: string;
  readonly method: string;
  readonly relapse: boolean;
}

const empty: Given = { text: "", lookBackOn: "", method: "", relapse: false };
const optional: ReadonlySet<ItemAct> = new Set<ItemAct>(["ask", "accept"]);

/** Asks what an act needs, and does it. */
export function ActDialog({
  item,
  act,
  onClose,
}: {
  readonly item: WholeItem;
  readonly act: ItemAct;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation("item");
  const voidCases = useVoidCases();
  const [given, setGiven] = useState(empty);
  const set = (change: Partial<Given>): void => setGiven({ ...given, ...change });
  const done = useMutation({
    mutationFn: () => doWith(item, act, given),
    onSuccess: async () => {
      await voidCases();
      onClose();
    },
    onError: () => voidCases(),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    done.mutate();
  };
  return (
    <Dialog title={t(`${act}.act`)} onClose={onClose}>
      <form className={loop.form} onSubmit={submit}>
        {act === "lookBack" && (
          <TextField
            label={t("lookBack.method")}
            maxLength={2000}
            value={given.method}
            onChange={({ target }) => set({ method: target.value })}
          />
        )}
        <TextArea
          label={t(`${act}.text`)}
          required={!optional.has(act)}
          maxLength={20_000}
          value={given.text}
          onChange={({ target }) => set({ text: target.value })}
        />
        {act === "accept" && (
          <DateField
            label={t("accept.lookBackOn")}
            min={dayAfter(1)}
            value={given.lookBackOn}
            onChange={(day) => set({ lookBackOn: day })}
          />
        )}
        {act === "lookBack" && (
          <div>
            <CheckField
              label={t("lookBack.relapse")}
              isOn={given.relapse}
              onChange={(relapse) => set({ relapse })}
            />
            <p className={loop.soft}>{t("lookBack.relapseHint")}</p>
          </div>
        )}
        {done.error !== null && <Problem error={done.error} />}
        <div className={loop.foot}>
          <Button type="submit" look="main" disabled={done.isPending}>
            {t(`${act}.act`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function doWith({ id, kind, version }: WholeItem, act: ItemAct, given: Given): Promise<unknown> {
  const params = { id };
  const { text, lookBackOn, method, relapse } = given;
  const words = text === "" ? {} : { text };
  switch (act) {
    case "ask":
      return post("/console/measures/{id}/ask", { params, body: { version, ...words } });
    case "accept": {
      const date = lookBackOn === "" ? {} : { lookBackOn };
      return post("/console/measures/{id}/accept", { params, body: { version, ...words, ...date } });
    }
    case "refuse":
      return post("/console/measures/{id}/refuse", { params, body: { version, text } });
    case "lookBack": {
      const way = method === "" ? {} : { method };
      return post("/console/look-backs/{id}/result", {
        params,
        body: { version, result: text, relapse, ...way },
      });
    }
    default: {
      const state = act === "finish" ? "done" : "withdrawn";
      return post("/console/lists/{kind}/{id}/end", { params: { id, kind }, body: { version, state, text } });
    }
  }
}
