/** Probability 1 rare, 2 possible, 3 likely; harm 1 minor, 2 serious, 3 severe; a grade is 1 to 3, 1 the highest. */
export type Degree = 1 | 2 | 3;

/** The matrix of catalogue section 3, by harm and probability. */
export const gradeMatrix: Readonly<Record<Degree, Readonly<Record<Degree, Degree>>>> = {
  3: { 1: 1, 2: 1, 3: 1 },
  2: { 1: 3, 2: 2, 3: 1 },
  1: { 1: 3, 2: 3, 3: 2 },
};

/** The grade of a risk. */
export const gradeOf = (probability: Degree, harm: Degree): Degree => gradeMatrix[harm][probability];
