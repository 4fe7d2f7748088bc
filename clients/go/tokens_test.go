package clients

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/filecoin-project/go-jsonrpc/auth"

	"github.com/filecoin-project/lotus/api"
	"github.com/filecoin-project/lotus/api/client"
	"github.com/filecoin-project/lotus/chain/types"
)

func bearer(token string) http.Header {
	return http.Header{"Authorization": []string{"Bearer " + token}}
}

func TestATokenAllowsWhatItSays(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		wanted := []auth.Permission{api.PermRead, api.PermWrite}
		token, err := node.AuthNew(ctx, wanted)
		require.NoError(t, err)
		allowed, err := node.AuthVerify(ctx, string(token))
		require.NoError(t, err)
		require.Equal(t, wanted, allowed)
		_, err = node.AuthVerify(ctx, "garbage")
		require.ErrorContains(t, err, "JWT Verification failed")
	})
	for _, by := range []transport{overHTTP, overWebSocket} {
		t.Run("used over "+string(by), func(t *testing.T) {
			ctx := within(t)
			admin := connect(t, by, apiInfo(t).AuthHeader())
			token, err := admin.AuthNew(ctx, []auth.Permission{api.PermRead, api.PermWrite})
			require.NoError(t, err)
			node := connect(t, by, bearer(string(token)))
			wallet, err := node.WalletNew(ctx, types.KTBLS)
			require.NoError(t, err)
			_, err = node.WalletSign(ctx, wallet, []byte("no"))
			require.ErrorContains(t, err, "missing permission to invoke 'WalletSign' (need 'sign')")
			_, err = node.WalletExport(ctx, wallet)
			require.ErrorContains(t, err, "missing permission to invoke 'WalletExport' (need 'admin')")
		})
	}
}

func TestWithoutATokenOnlyReadingIsAllowed(t *testing.T) {
	for _, by := range []transport{overHTTP, overWebSocket} {
		t.Run(string(by), func(t *testing.T) {
			ctx := within(t)
			node := connect(t, by, nil)
			_, err := node.ChainHead(ctx)
			require.NoError(t, err)
			_, err = node.WalletNew(ctx, types.KTBLS)
			require.ErrorContains(t, err, "missing permission to invoke 'WalletNew' (need 'write')")
		})
	}
}

func TestABadTokenIsRefusedBeforeAnyCall(t *testing.T) {
	ctx := within(t)
	node := connect(t, overHTTP, bearer("not.a.token"))
	_, err := node.ChainHead(ctx)
	require.ErrorContains(t, err, "401")
	_, _, err = client.NewFullNodeRPCV1(ctx, url(t, overWebSocket, "v1"), bearer("not.a.token"))
	require.Error(t, err)
}
