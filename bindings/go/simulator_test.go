package balena_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"balena"
)

// simulator is one for a single test, which it may set faults for and take to pieces.
type simulator struct {
	testing.TB
	endpoint string
}

func startSimulator(t testing.TB) *simulator {
	t.Helper()
	process := exec.Command(setting(t, "BALENA_TEST_SIMULATOR"))
	printed, err := process.StdoutPipe()
	works(t, err)
	works(t, process.Start())
	t.Cleanup(func() {
		process.Process.Kill()
		process.Wait()
	})
	line, err := bufio.NewReader(printed).ReadString('\n')
	works(t, err)
	return &simulator{t, strings.TrimSpace(line)}
}

// client makes a client of this simulator that keeps its login in memory.
func (s *simulator) client() *balena.Client {
	s.Helper()
	return made(s, balena.Options{"api_endpoint": s.endpoint, "data_directory": nil})
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
	orders := fmt.Sprintf(`[{"fault": "stall", "times": %d}]`, times)
	answer, err := http.Post(s.endpoint+"_faults", "application/json", strings.NewReader(orders))
	works(s, err)
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		s.Fatal(answer.Status)
	}
}

// untilStalled returns once all stalls have met their requests.
func (s *simulator) untilStalled() {
	for left := []any{nil}; len(left) > 0; {
		left = control[[]any](s, "_faults")
	}
}

// requests counts the requests that came.
func (s *simulator) requests() int {
	return len(control[[]any](s, "_journal"))
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
