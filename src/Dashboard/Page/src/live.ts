import type { Hello, StudyUpdate } from "./model";
import type { Store } from "./store";

/** Follows the studies; the browser asks again by itself when the connection is lost, and is then sent everything anew. */
export function follow(store: Store, say: (text: string) => void): void {
  const source = new EventSource("events");
  source.addEventListener("hello", event => {
    const hello = JSON.parse(String(event.data)) as Hello;
    store.folders = hello.folders;
    say("live");
    store.emit("data");
  });
  source.addEventListener("study", event => {
    performance.mark("update");
    store.apply(JSON.parse(String(event.data)) as StudyUpdate);
    performance.measure("update", "update");
  });
  source.addEventListener("error", () => say("connection lost, trying again …"));
}
