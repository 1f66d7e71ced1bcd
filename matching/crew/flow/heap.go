package flow

// heap is a binary heap of nodes by distance, ties by node so that every run goes the same way.
type heap struct{ items []item }

type item struct {
	dist int64
	node int32
}

func (a item) before(b item) bool {
	return a.dist < b.dist || a.dist == b.dist && a.node < b.node
}

func (h *heap) reset() { h.items = h.items[:0] }

func (h *heap) push(it item) {
	h.items = append(h.items, it)
	i := len(h.items) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !it.before(h.items[up]) {
			break
		}
		h.items[i] = h.items[up]
		i = up
	}
	h.items[i] = it
}

func (h *heap) pop() item {
	top := h.items[0]
	last := h.items[len(h.items)-1]
	h.items = h.items[:len(h.items)-1]
	if len(h.items) > 0 {
		h.sink(last)
	}
	return top
}

func (h *heap) sink(it item) {
	i := 0
	for {
		child := 2*i + 1
		if child >= len(h.items) {
			break
		}
		if child+1 < len(h.items) && h.items[child+1].before(h.items[child]) {
			child++
		}
		if !h.items[child].before(it) {
			break
		}
		h.items[i] = h.items[child]
		i = child
	}
	h.items[i] = it
}
