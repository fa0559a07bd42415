// What the page has beside the browser: htmx, and the events that the modules and the server's answers tell.
// For `tsc` alone (script/check); browsers never load it.

/** The part of htmx that the page calls by itself. */
declare const htmx: {
  swap(
    target: Element,
    html: string,
    how: { swapStyle: "innerHTML" | "outerHTML" | "beforebegin" | "beforeend"; swapDelay: number; settleDelay: number },
  ): void;
};

/** What htmx says of a request. */
interface HtmxDetail {
  elt: HTMLElement;
  target?: HTMLElement;
  xhr: XMLHttpRequest;
  verb: string;
  parameters: Record<string, string>;
  requestConfig: { elt: HTMLElement; verb: string; path: string; parameters: Record<string, string>; formData: FormData };
  question?: string;
  issueRequest(confirmed: boolean): void;
}

/** What the answer to a POST says (HX-Trigger): a sentence to show, what is one's own now, and what is no more. */
interface SavedDetail {
  message?: string;
  mine?: string[];
  dropped?: string[];
}

/** The answer to a ballot: the version that is kept, with its fields where they are not those that were sent. */
interface BallotDetail {
  poll: string;
  seen: string;
  fields?: Record<string, number>;
}

type OnPage<Kind extends Event> = Kind & { readonly target: HTMLElement };
type Told<Detail> = OnPage<CustomEvent<Detail>>;

interface Document {
  addEventListener<Name extends "click" | "input" | "focusin" | "cancel" | "close" | "reset" | "scroll">(
    name: Name,
    listener: (event: OnPage<DocumentEventMap[Name]>) => void,
    options?: boolean,
  ): void;
  addEventListener(name: "saved", listener: (event: Told<SavedDetail>) => void): void;
  addEventListener(name: "ballot", listener: (event: Told<BallotDetail>) => void): void;
  addEventListener(name: "came-back", listener: (event: CustomEvent<Document>) => void): void;
  addEventListener(name: `htmx:${string}`, listener: (event: Told<HtmxDetail>) => void): void;
  addEventListener(name: `room:${string}`, listener: (event: CustomEvent) => void): void;
}

/** The scripts look for elements of HTML alone, never for those of a drawing. */
interface ParentNode {
  querySelector(selectors: string): HTMLElement | null;
  querySelectorAll(selectors: string): NodeListOf<HTMLElement>;
}

interface Element {
  closest(selectors: string): HTMLElement | null;
}

/** Fields that scripts fill in, by their names. */
interface HTMLFormControlsCollection {
  readonly seen: HTMLInputElement;
  readonly supported: HTMLInputElement;
}
