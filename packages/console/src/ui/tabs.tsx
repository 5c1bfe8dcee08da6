import { type KeyboardEvent, type ReactElement, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./tabs.module.css";

interface Props<Key extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly key: Key; readonly text: string }[];
  readonly open: Key;
  readonly onOpen: (key: Key) => void;
  /** What the open tab shows. */
  readonly children: ReactNode;
}

/** Several parts of a page of which one is shown. Arrow keys go from tab to tab. */
export function Tabs<Key extends string>({ label, tabs, open, onOpen, children }: Props<Key>): ReactElement {
  const id = useId();
  const place = tabs.findIndex(({ key }) => key === open);
  const onKeyDown = ({ key, currentTarget }: KeyboardEvent<HTMLElement>): void => {
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: tabs.length - 1 }[key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    onOpen(next.key);
    currentTarget.querySelector<HTMLElement>(`[data-tab="${next.key}"]`)?.focus();
  };
  return (
    <div>
      <div role="tablist" aria-label={label} className={styles.list} onKeyDown={onKeyDown}>
        {tabs.map(({ key, text }) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            data-tab={key}
            aria-selected={key === open}
            aria-controls={key === open ? `${id}-panel` : undefined}
            tabIndex={key === open ? 0 : -1}
            className={styles.tab}
            onClick={() => onOpen(key)}
          >
            {text}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open}`} className={styles.panel}>
        <p className={classNames(styles.heading, "print-only")}>{tabs[place]?.text}</p>
        {children}
      </div>
    </div>
  );
}
