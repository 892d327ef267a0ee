package balena_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	balena "github.com/libbalena/libbalena/bindings/go"
)

// simulator is one for a single test, which it may order faults from and look into.
type simulator struct {
	testing.TB
	endpoint string
	// What it prints behind that.
	printed *bufio.Reader
}

// startSimulator starts one. Tests for which the simulator can't be found are skipped: no other server
// fails when it is told to, or lists what it was asked.
func startSimulator(t testing.TB, arguments ...string) *simulator {
	t.Helper()
	program := os.Getenv("BALENA_TEST_SIMULATOR")
	if program == "" {
		t.Skip("needs faults, a journal or rows that only a simulator has, and BALENA_TEST_SIMULATOR names none")
	}
	process := exec.Command(program, arguments...)
	printed, err := process.StdoutPipe()
	works(t, err)
	works(t, process.Start())
	t.Cleanup(func() {
		process.Process.Kill()
		process.Wait()
	})
	s := &simulator{TB: t, printed: bufio.NewReader(printed)}
	s.endpoint = s.line()
	return s
}

// line gives the next line that it prints.
func (s *simulator) line() string {
	s.Helper()
	line, err := s.printed.ReadString('\n')
	works(s, err)
	return strings.TrimSpace(line)
}

// client makes a client of this simulator that keeps its login in memory.
func (s *simulator) client() *balena.Client {
	s.Helper()
	return made(s, s.options(nil))
}

// options are those that make a client of this simulator, and keep its login in memory unless more
// says otherwise.
func (s *simulator) options(more balena.Options) balena.Options {
	options := balena.Options{"api_endpoint": s.endpoint, "data_directory": nil}
	maps.Copy(options, more)
	return options
}

// loggedIn makes the same, logged in as the simulator's user.
func (s *simulator) loggedIn() *balena.Client {
	s.Helper()
	client := s.client()
	works(s, client.Auth.Login(background, "admin", "simulator-password", nil))
	return client
}

// stall lets so many of the next requests go unanswered.
func (s *simulator) stall(times int) {
	s.Helper()
	s.order("/", times, "stall")
}

// answer has the next request whose path begins so answered by this.
func (s *simulator) answer(path string, status int, body string) {
	s.Helper()
	s.order(path, 1, map[string]any{"kind": "status", "status": status, "body": body})
}

// order makes requests whose path begins so fail.
func (s *simulator) order(path string, times int, fault any) {
	s.Helper()
	s.send(http.MethodPost, "_faults", []any{
		map[string]any{"match": map[string]any{"path": path}, "times": times, "fault": fault},
	})
}

// send gives an order to the simulator.
func (s *simulator) send(method, path string, body any) {
	s.Helper()
	content, err := json.Marshal(body)
	works(s, err)
	request, err := http.NewRequest(method, s.endpoint+path, bytes.NewReader(content))
	works(s, err)
	answer, err := http.DefaultClient.Do(request)
	works(s, err)
	answer.Body.Close()
	if answer.StatusCode/100 != 2 {
		s.Fatal(answer.Status)
	}
}

// untilStalled returns once all stalls have met their requests.
func (s *simulator) untilStalled() {
	for left := []any{nil}; len(left) > 0; {
		left = control[[]any](s, "_faults")
	}
}

// request is one that came.
type request struct {
	Method, Path string
	Body         json.RawMessage
}

// journal lists the requests that came.
func (s *simulator) journal() []request { return control[[]request](s, "_journal") }

// sent gives the body of the last request of this method.
func (s *simulator) sent(method string) string {
	s.Helper()
	journal := s.journal()
	for i := len(journal) - 1; i >= 0; i-- {
		if journal[i].Method == method {
			return string(journal[i].Body)
		}
	}
	s.Fatalf("no %s came", method)
	return ""
}

// control reads from the simulator's own pages. Tests call it from goroutines too, so it ends none.
func control[T any](s *simulator, path string) T {
	var value T
	answer, err := http.Get(s.endpoint + path)
	if err == nil {
		defer answer.Body.Close()
		err = json.NewDecoder(answer.Body).Decode(&value)
	}
	if err != nil {
		s.Error(err)
	}
	return value
}
