import { type ComponentProps, type ReactElement, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import styles from "./field.module.css";

interface About {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was entered. */
  readonly error?: string | undefined;
}

interface Ids {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
}

/** A label, an input and what is said of it, tied together for those who cannot see them. */
export function Field({
  label,
  hint,
  error,
  children,
}: About & { readonly children: (ids: Ids) => ReactNode }): ReactElement {
  const id = useId();
  const said = error ?? hint;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        "aria-describedby": said === undefined ? undefined : `${id}-said`,
        "aria-invalid": error !== undefined,
      })}
      {said !== undefined && (
        <span id={`${id}-said`} className={error === undefined ? styles.hint : styles.error}>
          {said}
        </span>
      )}
    </div>
  );
}

/** A line of text. */
export const TextField = ({
  label,
  hint,
  error,
  className,
  ...rest
}: About & ComponentProps<"input">): ReactElement => (
  <Field label={label} hint={hint} error={error}>
    {(ids) => <input {...ids} {...rest} className={classNames(styles.input, className)} />}
  </Field>
);

/** One of a few. */
export const SelectField = ({
  label,
  hint,
  error,
  ...rest
}: About & ComponentProps<"select">): ReactElement => (
  <Field label={label} hint={hint} error={error}>
    {(ids) => <select {...ids} {...rest} className={styles.input} />}
  </Field>
);

/** Several lines of text. */
export const TextArea = ({
  label,
  hint,
  error,
  ...rest
}: About & ComponentProps<"textarea">): ReactElement => (
  <Field label={label} hint={hint} error={error}>
    {(ids) => <textarea {...ids} {...rest} className={styles.input} />}
  </Field>
);
