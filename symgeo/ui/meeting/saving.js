// Saves the view: tells the page that it was pressed, and what the map shows if there is one.
const SAID_MS = 6000

function shownArea() {
  const frame = document.querySelector(".st-key-map iframe")
  const program = frame && frame.contentWindow && frame.contentWindow.symgeo
  return program && program.area ? program.area() : {}
}

export default function ({ parentElement, data, setTriggerValue }) {
  const button = parentElement.querySelector("button")
  const status = parentElement.querySelector("span")
  button.textContent = data.label
  button.onclick = () => setTriggerValue("pressed", shownArea())
  if (!data.said) return
  status.textContent = data.said
  clearTimeout(status.waiting)
  status.waiting = setTimeout(() => { status.textContent = "" }, SAID_MS)
}
