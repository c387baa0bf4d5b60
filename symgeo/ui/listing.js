// A ranked list to choose from. Every text goes in as textContent; the arrow keys walk, Enter chooses.
const OUTLINES = {
  circle: "M8 2a6 6 0 1 0 .001 0z",
  square: "M3 3h10v10H3z",
  diamond: "M8 1l7 7-7 7-7-7z",
  triangle: "M8 2l7 12H1z",
  "triangle-down": "M8 14L1 2h14z",
  pentagon: "M8 1l7 5.3-2.7 8.2H3.7L1 6.3z",
  cross: "M5.5 1h5v4.500H15v5h-4.500V15h-5v-4.500H1v-5h4.500z",
}

const AGAIN_MS = 2500
const MOST_TIMES = 3
const STILL_PX = 4

function element(tag, name, text) {
  const made = document.createElement(tag)
  if (name) made.className = name
  if (text !== undefined) made.textContent = text
  return made
}

function symbol(row) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  svg.setAttribute("viewBox", "0 0 16 16")
  svg.setAttribute("aria-hidden", "true")
  svg.style.setProperty("--light", row.light)
  svg.style.setProperty("--dark", row.dark)
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path")
  path.setAttribute("d", OUTLINES[row.shape] || OUTLINES.circle)
  svg.append(path)
  return svg
}

function drawRow(row) {
  const item = element("div", "row")
  item.setAttribute("role", "option")
  item.id = "row-" + row.id
  item.dataset.id = row.id
  const head = element("div", "head")
  head.append(element("span", "rank", row.rank), element("span", "ends", row.ends))
  const facts = element("div", "facts")
  const what = element("span", "what")
  what.append(symbol(row), element("span", "", row.what))
  facts.append(what)
  if (row.where) facts.append(element("span", "", row.where))
  if (row.amount) facts.append(element("span", "", row.amount))
  const mark = element("span", "mark " + row.kind, row.mark)
  item.append(head, mark, facts)
  return item
}

function draw(list, data) {
  list.replaceChildren()
  for (const group of data.groups) {
    const box = element("div", "group")
    box.setAttribute("role", "group")
    box.setAttribute("aria-label", group.heading)
    const heading = element("div", "heading", group.heading)
    heading.setAttribute("aria-hidden", "true")
    box.append(heading, ...group.rows.map(drawRow))
    list.append(box)
  }
}

function rowsOf(list) {
  return Array.from(list.querySelectorAll(".row"))
}

function focusOn(list, row) {
  for (const other of rowsOf(list)) other.tabIndex = -1
  if (row) row.tabIndex = 0
}

// A press can get lost on its way to a busy server; one known way is that another message arrives in the moment in
// which the press is read, so that its run is broken off before it was heeded. So what was chosen is said again where
// the page has come to rest without it, unless the list has changed since; to choose the same twice changes nothing.
function choose(list, id) {
  let times = 1
  const check = () => {
    if (!list.isConnected || list.dataset.selected === id) return
    const app = document.querySelector("[data-testid='stApp']")
    if (!app || app.dataset.testScriptState !== "running") {
      list.send("chosen", id)
      times += 1
    }
    if (times < MOST_TIMES) list.again = setTimeout(check, AGAIN_MS)
  }
  clearTimeout(list.again)
  list.send("chosen", id)
  list.again = setTimeout(check, AGAIN_MS)
}

// Where the list moves while a finger is down, the browser says that no row was pressed, but what holds both.
function pressed(list, event) {
  const row = event.target.closest(".row")
  if (row) return row.dataset.id
  const { id, x, y } = list.down || {}
  const isStill = Math.hypot(event.clientX - x, event.clientY - y) <= STILL_PX
  return isStill && rowsOf(list).some(one => one.dataset.id === id) ? id : undefined
}

export default function ({ parentElement, data, setTriggerValue }) {
  const list = parentElement.querySelector(".list")
  list.send = setTriggerValue
  list.setAttribute("aria-label", data.label)
  if (list.dataset.version !== data.version || list.dataset.selected !== data.selected) clearTimeout(list.again)
  if (list.dataset.version !== data.version) {
    draw(list, data)
    list.dataset.version = data.version
    list.scrollTop = 0
  }
  const rows = rowsOf(list)
  let current = null
  for (const row of rows) {
    const chosen = row.dataset.id === data.selected
    row.setAttribute("aria-selected", String(chosen))
    if (chosen) current = row
  }
  focusOn(list, current || rows[0])
  if (current && list.dataset.selected !== data.selected) current.scrollIntoView({ block: "nearest" })
  list.dataset.selected = data.selected
  list.onpointerdown = event => {
    list.down = { id: event.target.closest(".row")?.dataset.id, x: event.clientX, y: event.clientY }
  }
  list.onclick = event => {
    const id = pressed(list, event)
    if (id) choose(list, id)
  }
  list.onkeydown = event => {
    const now = rowsOf(list)
    const at = now.indexOf(list.getRootNode().activeElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: now.length - 1 }[event.key]
    if (next !== undefined && now[next]) {
      event.preventDefault()
      focusOn(list, now[next])
      now[next].focus()
    } else if ((event.key === "Enter" || event.key === " ") && at >= 0) {
      event.preventDefault()
      choose(list, now[at].dataset.id)
    }
  }
}
