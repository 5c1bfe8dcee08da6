import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { AssignDialog } from "./assign-dialog.tsx";
import { DismissDialog } from "./dismiss-dialog.tsx";
import { JoinDialog } from "./join-dialog.tsx";
import type { Target } from "./target.ts";
import { Dialog } from "../ui/dialog.tsx";

/** What can be done with alerts. */
export type DialogName = "assign" | "dismiss" | "join";

interface Props {
  readonly name: DialogName;
  readonly target: Target;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The dialog of an act; of an alert in a case it says that it is judged there. */
export function ActDialog({ name, target, onClose, onDone }: Props): ReactElement {
  const { t } = useTranslation();
  const id = target.only?.case;
  if (name === "assign") return <AssignDialog target={target} onClose={onClose} onDone={onDone} />;
  if (name === "join") return <JoinDialog target={target} onClose={onClose} onDone={onDone} />;
  if (typeof id !== "string") return <DismissDialog target={target} onClose={onClose} onDone={onDone} />;
  return (
    <Dialog title={t("dismiss.inCaseTitle")} size="narrow" onClose={onClose}>
      <p>{t("dismiss.inCase", { id })}</p>
    </Dialog>
  );
}
