// What the page has beside the browser: htmx, and the events that the modules and the server's answers tell.
// For `tsc` alone (script/check); browsers never load it.

/** The part of htmx that the page calls by itself. */
declare const htmx: {
  process(element: Element): void;
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
  fields?: Choices;
  /** What my ballot makes mine: an objection in it. */
  mine?: string[];
}

/** What somebody chose in a ballot, by the names of its fields, e.g. {"dots-12": 3}. */
type Choices = Record<string, number | FormDataEntryValue | FormDataEntryValue[]>;

/** What the server sends to a page: a frame, or a heartbeat with the number of the room's last entry. */
interface Frame {
  seq: number;
  html: string;
}
interface Heartbeat {
  head: number;
  /** The server's time, in ms since 1970. */
  now?: number;
}
/** The hint « yours changed »: the version of my ballot that the room keeps now. The page fetches the ballot itself. */
interface Yours {
  mine: string;
}

/** What the modules tell each other (static/js/events.js). */
interface RoomEvents {
  "room:changed": { ids: string[]; added: string[]; board: boolean };
  "room:now": { now: number };
  "room:mine": Record<string, never>;
  "room:yours": { version: string };
  "room:connection": { state: "connected" | "connecting" | "offline" | "asking" | "left" };
}

type OnPage<Kind extends Event, Target = HTMLElement> = Kind & { readonly target: Target };
type Told<Detail> = OnPage<CustomEvent<Detail>>;

interface Document {
  addEventListener<Name extends "click" | "input" | "keydown" | "focusin" | "scroll">(
    name: Name,
    listener: (event: OnPage<DocumentEventMap[Name]>) => void,
    options?: boolean,
  ): void;
  addEventListener(name: "reset", listener: (event: OnPage<Event, HTMLFormElement>) => void): void;
  addEventListener(
    name: "cancel" | "close",
    listener: (event: OnPage<Event, HTMLDialogElement>) => void,
    options: boolean,
  ): void;
  addEventListener(name: "saved", listener: (event: Told<SavedDetail>) => void): void;
  addEventListener(name: "ballot", listener: (event: Told<BallotDetail>) => void): void;
  addEventListener(name: "came-back", listener: (event: CustomEvent<Document>) => void): void;
  addEventListener(name: `htmx:${string}`, listener: (event: Told<HtmxDetail>) => void): void;
  addEventListener<Name extends keyof RoomEvents>(
    name: Name,
    listener: (event: CustomEvent<RoomEvents[Name]>) => void,
  ): void;
}

/**
 * What a selector finds: `form`, `form[hx-post]` and `dialog form` find a form, `#confirm` finds a dialog. Of a
 * selector that does not say it, an element of HTML: the scripts never look for those of a drawing.
 */
type Found<Selector extends string> =
  Selector extends `${string},${string}` ? HTMLElement :
  Selector extends `${string} ${infer Last}` ? Found<Last> :
  Selector extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Selector] :
  Selector extends `${infer Name extends keyof HTMLElementTagNameMap}[${string}]` ? HTMLElementTagNameMap[Name] :
  Selector extends `#${infer Id extends keyof ElementsById}` ? ElementsById[Id] :
  HTMLElement;

interface ElementsById {
  confirm: HTMLDialogElement;
  editor: HTMLDialogElement;
  "door-gone": HTMLTemplateElement;
  "goodbye-gone": HTMLTemplateElement;
  "goodbye-removed": HTMLTemplateElement;
  "not-sent": HTMLTemplateElement;
  "remains-template": HTMLTemplateElement;
}

interface ParentNode {
  querySelector<Selector extends string>(selector: Selector): Found<Selector> | null;
  querySelectorAll<Selector extends string>(selector: Selector): NodeListOf<Found<Selector>>;
}

interface Element {
  closest<Selector extends string>(selector: Selector): Found<Selector> | null;
}

/** Fields that scripts fill in, by their names. */
interface HTMLFormControlsCollection {
  readonly seen: HTMLInputElement;
  readonly supported: HTMLInputElement;
}
