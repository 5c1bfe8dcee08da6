import type { ReactElement, ReactNode } from "react";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Problem } from "../../../ui/problem.tsx";
import styles from "../settings.module.css";
import { useChange } from "../../../loop/use-change.ts";

interface Props<A> {
  readonly title: string;
  /** What it means. */
  readonly children: ReactNode;
  readonly act: string;
  /** @defaultValue "danger" */
  readonly look?: "danger" | "main";
  readonly change: () => Promise<A>;
  readonly touched: readonly string[];
  readonly onClose: () => void;
  readonly onDone?: ((answer: A) => void) | undefined;
}

/** Says what an act means, and does it when it is agreed to. */
export function Confirm<A>(props: Props<A>): ReactElement {
  const { title, children, act, look = "danger", change, touched, onClose, onDone } = props;
  const done = useChange(change, touched, (answer) => {
    onClose();
    onDone?.(answer);
  });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <Button look={look} disabled={done.isPending} onClick={() => done.mutate()}>
          {act}
        </Button>
      }
    >
      <div className={styles.stack}>
        {done.error !== null && <Problem error={done.error} />}
        {children}
      </div>
    </Dialog>
  );
}
