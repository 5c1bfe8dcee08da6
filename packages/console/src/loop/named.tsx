import type { ReactElement } from "react";
import styles from "./loop.module.css";
import { useNames } from "./names.ts";

/** A name with the id behind it; the id alone where no name is known. */
export const Named = ({
  id,
  name,
}: {
  readonly id: string;
  readonly name: string | null | undefined;
}): ReactElement =>
  typeof name === "string" && name !== id ? (
    <>
      {name} <span className={styles.number}>{id}</span>
    </>
  ) : (
    <>{id}</>
  );

/** A person by any key that names them, as far as the reader may know who it is. */
export const NamedPerson = ({ id }: { readonly id: string }): ReactElement => (
  <Named id={id} name={useNames().person(id)} />
);
