/** One bid. Amounts are integers of minor units. */
export interface Bid {
  readonly id: string;
  readonly bidder: string;
  readonly person: string;
  readonly phone: string;
  readonly account: string;
  readonly payer: string;
  readonly ip: string;
  readonly amount: number;
  readonly deposit: number;
  readonly minutesEarly: number;
  readonly technical: number;
  readonly rejected: boolean;
}

/** A tender with its bids, award and contract. */
export interface Procurement {
  readonly buyer: { readonly id: string; readonly region: string };
  readonly tender: {
    readonly id: string;
    readonly title: string;
    readonly method: string;
    readonly category: string;
    readonly estimate: number;
    readonly ceiling: number;
    readonly publishedAt: string;
    readonly deadlineAt: string;
    readonly urgent: boolean;
    readonly criterion: string;
    readonly certificates: readonly string[];
    readonly weights: readonly { readonly kind: string; readonly weight: number }[];
    readonly documents: readonly { readonly kind: string; readonly pages: number }[];
    readonly evaluators: readonly { readonly id: string; readonly unit: string; readonly expert: boolean }[];
  };
  readonly bids: readonly Bid[];
  readonly award: {
    readonly supplier: string;
    readonly amount: number;
    readonly decidedAt: string;
    readonly reason?: string;
  };
  readonly contract: {
    readonly supplier: string;
    readonly amount: number;
    readonly prepaid: number;
    readonly retention: number;
    readonly signedAt: string;
    readonly amendments: readonly { readonly kind: string; readonly amount: number }[];
    readonly payments: readonly { readonly account: string; readonly amount: number }[];
  };
}

/** A personnel decision. */
export interface Personnel {
  readonly post: {
    readonly id: string;
    readonly unit: string;
    readonly grade: number;
    readonly quota: number;
    readonly filled: number;
  };
  readonly chosen: {
    readonly id: string;
    readonly age: number;
    readonly grade: number;
    readonly monthsInGrade: number;
    readonly education: string;
    readonly declared: number;
    readonly verified: number;
    readonly sanctions: readonly { readonly kind: string; readonly monthsAgo: number }[];
    readonly relatives: readonly {
      readonly id: string;
      readonly relation: string;
      readonly unit: string;
      readonly leads: boolean;
    }[];
  };
  readonly candidates: readonly {
    readonly id: string;
    readonly phone: string;
    readonly school: string;
    readonly written: number;
    readonly interview: number;
    readonly votes: number;
  }[];
  readonly panel: readonly { readonly id: string; readonly unit: string; readonly abstained: boolean }[];
  readonly meeting: {
    readonly heldAt: string;
    readonly expected: number;
    readonly present: number;
    readonly inFavour: number;
    readonly against: number;
    readonly minutes?: string;
  };
  readonly publicity: { readonly startAt: string; readonly endAt: string; readonly objections: number };
  readonly pay: { readonly base: number; readonly allowance: number; readonly bonus: number };
}

/** A subsidy claim. */
export interface Subsidy {
  readonly programme: {
    readonly code: string;
    readonly cap: number;
    readonly rate: number;
    readonly incomeLimit: number;
  };
  readonly applicant: {
    readonly id: string;
    readonly account: string;
    readonly age: number;
    readonly deceased: boolean;
    readonly idNumber: string;
    readonly village: string;
  };
  readonly household: readonly {
    readonly id: string;
    readonly relation: string;
    readonly income: number;
    readonly cars: number;
    readonly account: string;
  }[];
  readonly parcels: readonly {
    readonly plot: string;
    readonly area: number;
    readonly crop: string;
    readonly from: number;
    readonly until: number;
  }[];
  readonly payments: readonly {
    readonly payee: string;
    readonly account: string;
    readonly amount: number;
    readonly month: number;
  }[];
  readonly checks: readonly { readonly by: string; readonly photos: number; readonly passed: boolean }[];
  readonly approval: {
    readonly by: string;
    readonly amount: number;
    readonly appliedAt: string;
    readonly decidedAt: string;
    readonly opinion?: string;
  };
}

/** What windows and links on a server would add; absent at the source. */
export interface Features {
  readonly awardsInYear: number;
  readonly awardShare: number;
  readonly splitSum: number;
  readonly relatedBidders: readonly string[];
  readonly claimsInYear: number;
  readonly payeesOfAccount: number;
}

/** Data of an event of the corpus, as its schema describes it. */
export interface CorpusEvent {
  readonly procurement: Procurement;
  readonly personnel: Personnel;
  readonly subsidy: Subsidy;
  readonly features: Features;
}
