import type { FormEvent, ReactElement, ReactNode } from "react";
import loop from "./loop.module.css";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Problem } from "../ui/problem.tsx";

interface Props {
  readonly title: string;
  readonly act: string;
  readonly size?: "wide" | undefined;
  readonly children: ReactNode;
  /** Of the change that the form makes. */
  readonly error: Error | null;
  readonly isPending: boolean;
  /** Whether something is missing that no single input can say. @defaultValue true */
  readonly isReady?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** A form in a dialog: inputs, what went wrong, and the button. */
export function FormDialog(props: Props): ReactElement {
  const { title, act, size, children, error, isPending, isReady = true, onSubmit, onClose } = props;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog title={title} size={size} onClose={onClose}>
      <form className={loop.form} onSubmit={submit}>
        {children}
        {error !== null && <Problem error={error} />}
        <div className={loop.foot}>
          <Button type="submit" look="main" disabled={isPending || !isReady}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
