import { useMutation, type UseMutationResult, useQueryClient } from "@tanstack/react-query";

/** A change: everything under the paths that it touches is read anew, then `onDone` is told. */
export function useChange<A, V = void>(
  change: (given: V) => Promise<A>,
  touched: readonly string[],
  onDone?: (answer: A) => void,
): UseMutationResult<A, Error, V> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (answer) => {
      await client.invalidateQueries({
        predicate: ({ queryKey: [path] }) =>
          typeof path === "string" && touched.some((one) => path.startsWith(one)),
      });
      onDone?.(answer);
    },
  });
}
