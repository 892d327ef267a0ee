package balena

// #include <balena.h>
import "C"

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
)

// Lines is [Logs.Subscribe] as a loop over the lines of a device's log alone: an iter.Seq2, written
// out for Go of before 1.23.
//
//	for line, err := range client.Logs.Lines(ctx, device, nil) { … }
//
// It ends when ctx is done, when the subscription ends with an error or its client is closed, and then
// gives the error last, beside no line; or by [Logs.Unsubscribe], or when the loop is left. While the
// loop is at work on a line its stream waits.
func (s Logs) Lines(ctx context.Context, device string, options Options) func(yield func(json.RawMessage, error) bool) {
	return func(yield func(json.RawMessage, error) bool) {
		var lines queue
		lines.changed.L = &lines.mutex
		subscription, err := subscribe(ctx, s.h, func(c *call) C.balena_code {
			return C.balena_logs_subscribe(c.client, c.texts[0], c.options, c.onDocument, c.userData, &c.out)
		}, lines.put, lines.hurry, options, text{"device", device})
		if err != nil {
			yield(nil, err)
			return
		}
		go func() {
			<-subscription.Done()
			lines.end()
		}()
		defer func() {
			lines.leave()
			subscription.end(nil)
			<-subscription.Done()
		}()
		for line := lines.take(); line != nil; line = lines.take() {
			if ctx.Err() != nil || subscription.wasEnded() {
				break
			}
			if !yield(line, nil) {
				return
			}
		}
		if ctx.Err() != nil {
			err = failed(ErrCancelled, "The subscription was cancelled.").under(ctx)
		} else {
			err = subscription.Wait()
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// wasEnded is true once it was ended from this side, so that lines which wait are wanted no more.
func (s *Subscription) wasEnded() bool {
	select {
	case <-s.done:
		return s.err == nil || s.err == ErrClosed || errors.Is(s.err, ErrCancelled)
	default:
		return false
	}
}

// mostBytes is how much waits in a queue for its loop.
const mostBytes = 64 << 10

// queue is what a subscription's function passes to a loop.
type queue struct {
	mutex   sync.Mutex
	changed sync.Cond
	lines   []json.RawMessage
	bytes   int
	hurried int
	isOver  bool
	isLeft  bool
}

// put adds a line once there is room. While it is hurried there always is: who ends a subscription from
// within the loop waits for its function, which then must not wait for the loop.
func (q *queue) put(message Message) bool {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if !message.IsLine() {
		return !q.isLeft
	}
	for q.bytes >= mostBytes && q.hurried == 0 && !q.isLeft {
		q.changed.Wait()
	}
	q.lines = append(q.lines, message.Document)
	q.bytes += len(message.Document)
	q.changed.Broadcast()
	return !q.isLeft
}

// take waits for a line, and gives nil once no more come.
func (q *queue) take() json.RawMessage {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for len(q.lines) == 0 {
		if q.isOver {
			return nil
		}
		q.changed.Wait()
	}
	line := q.lines[0]
	q.lines = q.lines[1:]
	q.bytes -= len(line)
	q.changed.Broadcast()
	return line
}

func (q *queue) hurry(on bool) {
	q.change(func() {
		if on {
			q.hurried++
		} else {
			q.hurried--
		}
	})
}

func (q *queue) end() { q.change(func() { q.isOver = true }) }

func (q *queue) leave() { q.change(func() { q.isLeft = true }) }

func (q *queue) change(by func()) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	by()
	q.changed.Broadcast()
}
